/**
 * The little that the emulator knows: a subject goes in, a few plain sentences come out.
 *
 * A handful of subjects that people try first; anything else gets a stand-in that says so.
 *
 * @module
 */

/** Subjects, and what is said about them. */
const FACTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/black holes?/i, [
    "A black hole is a place in space where so much matter is squeezed so tightly that gravity lets nothing out, not even light.",
    "Most begin as giant stars: when such a star runs out of fuel, its core falls in on itself.",
    "Around it lies an invisible border, the event horizon; cross it, and there is no way back.",
    "We cannot see a black hole directly, but we see what it does: stars circle around something dark, and gas heats up and glows as it spirals in.",
    "Think of a whirlpool: far away a boat can still row off, but past a certain line the water is faster than any rowing.",
  ]],
  [/rainbows?/i, [
    "A rainbow forms when sunlight meets drops of rain.",
    "Light bends as it enters a drop, bounces off the back, and bends again on its way out.",
    "Each colour bends by a slightly different amount, so the white light fans out from red to violet.",
  ]],
  [/photosynthesis/i, [
    "Photosynthesis is how plants make their food from light.",
    "Leaves take in carbon dioxide and water, and with the energy of sunlight turn them into sugar.",
    "The oxygen that we breathe is what is left over.",
  ]],
  [/gravity/i, [
    "Gravity is the pull that everything with mass has on everything else.",
    "The more mass, and the closer, the stronger the pull: the Earth holds us down, and the Sun holds the Earth in its orbit.",
  ]],
  [/why .*sky .*blue|blue sky|sky blue/i, [
    "The sky is blue because air scatters short waves of light more than long ones.",
    "Sunlight holds all colours; its blue part is sent in every direction on the way down, so blue reaches us from all over the sky.",
  ]],
  [/event ?streams?/i, [
    "An event stream is one long answer that is cut into small framed messages.",
    "Each frame tells its own length and carries a checksum, so a reader knows where a message ends and whether it arrived whole.",
  ]],
  [/\b(?:amazon )?bedrock\b/i, [
    "Amazon Bedrock is a service that offers many foundation models behind one set of operations.",
    "A request names a model and carries its prompt; the answer comes whole or as a stream of events.",
  ]],
  [/capital of france/i, ["The capital of France is Paris."]],
  [/capital of (?:germany|deutschland)/i, ["The capital of Germany is Berlin."]],
  [/capital of (?:the )?(?:us|usa|united states)/i, ["The capital of the United States is Washington, D.C."]],
  [/capital of japan/i, ["The capital of Japan is Tokyo."]],
];

/** What is known about a prompt's subject; `undefined` when nothing is. */
export function factsAbout(text: string): readonly string[] | undefined {
  return FACTS.find(([pattern]) => pattern.test(text))?.[1];
}

/** A stand-in for an explanation, for subjects the emulator knows nothing about. */
export function explanationOf(subject: string, audience: string | undefined): string {
  const whom = audience === undefined ? "" : ` for ${audience}`;
  const start = subject.charAt(0).toUpperCase() + subject.slice(1);
  return `${start}, in short${whom}: begin with what it is for, then look at one example, and only then at the ` +
    `details. That order keeps ${subject} easy to follow, because every new word has something to hold on to. If a ` +
    "part stays unclear, ask about it by name. (These lines come from the Bedrock emulator, which has no model behind it.)";
}
