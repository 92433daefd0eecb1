// Sealed blocks, format 1, written and read by nothing but Node and docs/sealing.md: the second implementation.
// stdin: tests/vectors/sealing.json. stdout: {"written": [block], "read": [text], "codes": [code]}, in the order of the vectors.

import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";

const [BEGIN, JOIN, END] = ["isgseal1.", ".isgseal.", ".isgsealend"];
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LINE = 96;
const MAC_BYTES = 32;

class Refused extends Error {}

function base62(number, characters) {
  let digits = "";
  for (let left = BigInt(number); characters > digits.length; left /= 62n) digits = DIGITS[Number(left % 62n)] + digits;
  return digits;
}

function crc32(text) {
  let sum = ~0;
  for (const byte of Buffer.from(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

function sealKey(text) {
  const [, stem, tenant, kid, secret, checksum] = /^(isgs_([a-z0-9-]+)_([a-z0-9]+)_(\w{43}))(\w{6})$/.exec(text);
  if (base62(crc32(stem), 6) !== checksum) throw new Error("checksum");
  const number = [...secret].reduce((sum, digit) => sum * 62n + BigInt(DIGITS.indexOf(digit)), 0n);
  return { tenant, kid, key: Buffer.from(number.toString(16).padStart(64, "0"), "hex") };
}

function isEmpty(value) {
  return value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

// Keys sorted, no spaces, ASCII alone, empty fields left out.
function canonical(value) {
  const text = JSON.stringify(value, (_, each) =>
    each === null || typeof each !== "object" || Array.isArray(each)
      ? each
      : Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1))),
  );
  return text.replace(/[\u007f-\uffff]/g, (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0"));
}

function seal({ text, expires, known = [], ...row }, { kid, key }) {
  const listed = known.map((each) => [...(typeof each === "string" ? [each] : each), null, null].slice(0, 3));
  const fields = { ...row, v: 1, kid, known: listed, expires: Date.parse(expires) / 1000 };
  const header = canonical(Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value))));
  const signed = Buffer.from(`${header}\n${text}`);
  const plain = Buffer.concat([signed, mac(key, signed)]).toString("base64url");
  return BEGIN + plain.match(new RegExp(`.{1,${LINE}}`, "g")).join(JOIN) + END;
}

function mac(key, signed) {
  return createHmac("sha256", key).update(signed).digest();
}

function open(block, { tenant, kid, key }, now) {
  const armour = new RegExp(`^isgseal1\\.((?:[\\w-]{1,${LINE}}\\.isgseal\\.)*[\\w-]{1,${LINE}})\\.isgsealend$`).exec(block);
  if (armour === null) throw new Refused("context_forged");
  const raw = Buffer.from(armour[1].replaceAll(JOIN, ""), "base64url");
  const signed = raw.subarray(0, -MAC_BYTES);
  const at = signed.indexOf("\n");
  let header;
  try {
    header = JSON.parse(signed.subarray(0, at).toString());
  } catch {
    throw new Refused("context_forged");
  }
  if (header.tenant !== tenant) throw new Refused("context_foreign");
  if (header.kid !== kid || !timingSafeEqual(mac(key, signed), raw.subarray(-MAC_BYTES))) throw new Refused("context_forged");
  if (now >= header.expires) throw new Refused("context_expired");
  return signed.subarray(at + 1).toString();
}

function code(block, keys, now) {
  try {
    open(block, keys, now);
    return "opened";
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

const vectors = JSON.parse(readFileSync(0, "utf8"));
const keys = sealKey(vectors.seal_key);
const now = Date.parse("2026-01-01T00:00:00Z") / 1000;
const written = vectors.valid.map((each) => seal(each.arguments, keys));
const read = vectors.valid.map((each) => open(each.block, keys, now));
const codes = vectors.refused.map((each) => code(each.block, keys, now));
process.stdout.write(JSON.stringify({ written, read, codes }));
