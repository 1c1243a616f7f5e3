/** Stands in for `jsr:@deno/oidc` where JSR cannot be reached: a token that proves nothing, of the same type.
 * @module */

/** Gives a token for an audience, as Deno Deploy does for the programs it runs. */
export function getIdToken(audience: string): Promise<string> {
  return Promise.resolve(`a token for ${audience}`);
}
