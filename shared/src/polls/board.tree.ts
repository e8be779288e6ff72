import { MOST_OPTIONS } from './polls.kinds'
import { bytesOfHex, createSha256, hexOf, ONE_BLOCK_BYTES, sha256, utf8 } from './sha256'

/**
 * The tree over a secret board, after RFC 6962 (leaves and nodes cannot be mistaken for each other), with sixteen
 * children a node instead of two: of 20,000 ballots a phone then hashes 32,000 blocks instead of 60,000, and a proof
 * is four short lists.
 *
 *     leaf  = SHA-256( 0x00 ‖ code, 16 bytes ‖ choice, ASCII )          one block: at most 55 bytes
 *     node  = SHA-256( 0x01 ‖ its up to sixteen children, 32 bytes each )
 *     box   = SHA-256( 0x02 ‖ question id ‖ 0x0a ‖ number of ballots, decimal ‖ 0x0a ‖ tree )
 *
 * `tree` is the one node left when levels of sixteen have been taken together, the leaf itself when it is alone, and
 * 32 zero bytes when there is none.
 */
export const FAN_OUT = 16
export const CODE_BYTES = 16
const LEAF = 0x00
const NODE = 0x01
const BOX = 0x02
const CHAIN = 0x03
const ROOT = 0x04
const MARK = 0x05

const LONGEST_CHOICE = ONE_BLOCK_BYTES - 1 - CODE_BYTES
if (MOST_OPTIONS > LONGEST_CHOICE) throw new RangeError('a ballot would not be one block')

/** 128 bits, lower-case hexadecimal. */
export const isCode = (text: string): boolean => /^[0-9a-f]{32}$/.test(text)

/** One ballot of a secret board: its code, and the choice. */
export type SecretEntry = readonly [code: string, choice: string]

/** The hash of one secret ballot. Code and choice must be well-formed. */
export function leafOf(code: string, choice: string): Uint8Array {
  const message = new Uint8Array(1 + CODE_BYTES + choice.length)
  message[0] = LEAF
  message.set(bytesOfHex(code), 1)
  for (let i = 0; i < choice.length; i += 1) message[1 + CODE_BYTES + i] = choice.charCodeAt(i)
  return sha256(message)
}

function nodeOf(children: readonly Uint8Array[]): Uint8Array {
  const hash = createSha256().add(Uint8Array.of(NODE))
  for (const child of children) hash.add(child)
  return hash.digest()
}

/** Takes a tree up level by level; yields between nodes, so that a phone can draw. */
export function* treeSteps(leaves: readonly Uint8Array[]): Generator<void, Uint8Array> {
  let level = leaves
  while (level.length > 1) {
    const next: Uint8Array[] = []
    for (let at = 0; at < level.length; at += FAN_OUT) {
      next.push(nodeOf(level.slice(at, at + FAN_OUT)))
      yield
    }
    level = next
  }
  return level[0] ?? new Uint8Array(32)
}

/** Runs a stepwise computation to its end at once. */
export function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The root of one question's box. */
export function boxRoot(questionId: string, ballots: number, tree: Uint8Array): string {
  const hash = createSha256().add(Uint8Array.of(BOX)).addText(`${questionId}\n${ballots}\n`).add(tree)
  return hexOf(hash.digest())
}

/** The siblings at each level, from the leaf up; the leaf's own place is left out. */
export interface InclusionProof {
  readonly questionId: string
  readonly ballots: number
  readonly index: number
  /** Hexadecimal; one list a level. */
  readonly siblings: readonly (readonly string[])[]
}

/** Proves that the ballot at `index` is under the box's root. */
export function proveInclusion(
  questionId: string,
  leaves: readonly Uint8Array[],
  index: number,
): InclusionProof {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError('no such ballot')
  const siblings: string[][] = []
  let level = leaves
  let place = index
  while (level.length > 1) {
    const first = place - (place % FAN_OUT)
    const group = level.slice(first, first + FAN_OUT)
    siblings.push(group.filter((_, at) => first + at !== place).map((sibling) => hexOf(sibling)))
    const next: Uint8Array[] = []
    for (let at = 0; at < level.length; at += FAN_OUT) next.push(nodeOf(level.slice(at, at + FAN_OUT)))
    level = next
    place = Math.floor(place / FAN_OUT)
  }
  return { questionId, ballots: leaves.length, index, siblings }
}

/** Whether the proof leads from this ballot to the box's root. False for whatever is not shaped like a proof. */
export function verifyInclusion(root: string, [code, choice]: SecretEntry, proof: InclusionProof): boolean {
  const { questionId, ballots, index, siblings } = proof
  if (!isCode(code) || choice.length > LONGEST_CHOICE || index < 0 || index >= ballots) return false
  let hash = leafOf(code, choice)
  let place = index
  let width = ballots
  for (const group of siblings) {
    if (width <= 1 || !group.every((sibling) => /^[0-9a-f]{64}$/.test(sibling))) return false
    const first = place - (place % FAN_OUT)
    // The number of ballots fixes how many siblings each level has: a shorter tree cannot pass for this one.
    if (group.length !== Math.min(FAN_OUT, width - first) - 1) return false
    const children = group.map(bytesOfHex)
    children.splice(place - first, 0, hash)
    hash = nodeOf(children)
    place = Math.floor(place / FAN_OUT)
    width = Math.ceil(width / FAN_OUT)
  }
  return width === 1 && boxRoot(questionId, ballots, hash) === root
}

/** How a row of a named poll stands at closing. */
export type Standing =
  /** Handed in a ballot. */
  | 'voted'
  /** Was reached, with proof, and handed in nothing. */
  | 'reached'
  /** Handed in nothing. */
  | 'absent'
  /** Those who share the row disagree: it counts for nobody until they agree (domain-facts §1.6 ③). */
  | 'suspended'

/** `12|voted|A,BC`: one row of a named board as the chain sees it. */
export const chainText = (serial: number, standing: Standing, answers: readonly string[]): string =>
  `${serial}|${standing}|${answers.join(',')}`

/** The next link of a named board's chain: the one before, then the row. Made at closing, in roll order. */
export const linkOf = (before: Uint8Array, text: string): Uint8Array => {
  const row = utf8(text)
  const message = new Uint8Array(1 + before.length + row.length)
  message[0] = CHAIN
  message.set(before, 1)
  message.set(row, 1 + before.length)
  return sha256(message)
}

/** The hash of one figure that is published beside the ballots, as a text. */
export const markHash = (text: string): Uint8Array =>
  createSha256().add(Uint8Array.of(MARK)).addText(text).digest()

/** The one figure that is printed, countersigned and compared: it binds question, rules, roll and every ballot. */
export function boardRoot(poll: string, roll: string, parts: readonly string[]): string {
  const hash = createSha256()
    .add(Uint8Array.of(ROOT))
    .addText(`${poll}\n${roll}\n${parts.join('\n')}\n`)
  return hexOf(hash.digest())
}
