/**
 * A chain of signed events in, the same chain by AWS's vectors and by AWS's signer out.
 *
 * @module
 */
import { EventSigner } from "../../src/client/event_signer.ts";
import { decodeMessage } from "../../src/wire/event_stream.ts";
import { sha256Js, signatureV4 } from "../clients.ts";
import { assertEquals } from "../deps.ts";
import { guarded } from "./guarded.ts";

const SEED = { secretAccessKey: "secret", region: "us-east-1", service: "demo" };

/** What AWS's own C library holds its signer against: a request's signature, then four events'. */
const REQUEST = "e1d8e8c8815e60969f2a34765c9a15945ffc0badbaa4b7e3b163ea19131e949b";
const EVENTS: [second: number, payload: string, signature: string][] = [
  [1, "A", "7aabf85b765e6a4d0d500b6e968657b14726fa3e1eb7e839302728ffd77629a5"],
  [2, "B", "f72aa9642f571d24a6e1ae42f10f073ad9448d8a028b6bcd82da081335adda02"],
  [3, "C", "632af120435b57ec241d8bfbb12e496dfd5e2730a1a02ac0ab6eaa230ae02e9a"],
  [4, "", "c6f679ddb3af68f5e82f0cf6761244cb2338cf11e7d01a24130aea1b7c17e53e"],
];

const utf8 = new TextEncoder();

guarded("EventSigner reproduces the four signatures of AWS's own vectors", async () => {
  const signer = new EventSigner({ ...SEED, signature: REQUEST });
  for (const [second, payload, signature] of EVENTS) {
    const date = new Date(Date.UTC(1981, 0, 16, 6, 30, second));
    const frame = await signer.sign(utf8.encode(payload), date);
    assertEquals(signer.signature, signature);
    const { headers, body } = decodeMessage(frame);
    assertEquals(headers, {
      ":date": { type: "timestamp", value: date },
      ":chunk-signature": { type: "binary", value: bytesOf(signature) },
    });
    assertEquals(body, utf8.encode(payload));
    // As long as AWS's own client's
    if (payload === "") assertEquals(frame.length, 83);
  }
});

guarded("EventSigner signs what AWS's signer signs, over midnight too", async () => {
  const { SignatureV4 } = await signatureV4();
  const { Sha256 } = await sha256Js();
  const theirs = new SignatureV4({
    service: "bedrock",
    region: "eu-north-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "s€cret/+" },
    sha256: Sha256,
  });
  const seed = { secretAccessKey: "s€cret/+", region: "eu-north-1", service: "bedrock", signature: REQUEST };
  const ours = new EventSigner(seed);
  let prior = REQUEST;
  for (let at = 0; at < 12; at++) {
    const date = new Date(Date.UTC(2026, 10, 23, 23, 59, 50 + at * 2, at * 83));
    const body = at === 11 ? new Uint8Array() : crypto.getRandomValues(new Uint8Array(1 + at * 997));
    await ours.sign(body, date);
    const message = { headers: { ":date": { type: "timestamp" as const, value: date } }, body };
    ({ signature: prior } = await theirs.sign({ message, priorSignature: prior }, { signingDate: date }));
    assertEquals(ours.signature, prior, `event ${at}`);
  }
});

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16));
}
