import { readFileSync } from 'node:fs'
import type { FrozenPoll } from '@linli/shared/polls/board'
import { boardSchema } from '@linli/shared/polls/board.schema'
import { bindingOf, type Outcome } from '@linli/shared/polls/decision.rules'
import { shortFingerprint } from '@linli/shared/polls/fingerprints'
import { recount } from '@linli/shared/polls/recount'
import { safeParse } from 'zod/v4/core'
import { boardFaultText } from '../src/modules/polls/board-fault-text'
import { checkEvidence } from '../src/modules/polls/evidence-check'
import { unzip, UnzipError } from '../src/platform/unzip'

/**
 * `npm run recount -- board.json|evidence.zip [printed root]`: counts a downloaded board again, or lays all parts of the
 * evidence of a poll beside each other. No server, no database, no network. Ends with 0 when everything agrees, 1 when
 * something does not, 2 when the file is neither.
 */
async function main([file, printed]: readonly string[]): Promise<number> {
  if (file === undefined) {
    console.error('用法：npm run recount -- 下载的 board.json 或证据包 .zip [通知上印的总指纹]')
    return 2
  }
  try {
    const bytes = readFileSync(file)
    return bytes.toString('latin1', 0, 2) === 'PK' ? await evidence(bytes, printed) : board(bytes, printed)
  } catch (error) {
    console.error(`读不了这个文件：${error instanceof Error ? error.message : ''}`)
    // An archive that was touched inside is evidence that does not agree.
    return error instanceof UnzipError ? 1 : 2
  }
}

function board(bytes: Buffer, printed: string | undefined): number {
  const parsed = safeParse(boardSchema, JSON.parse(bytes.toString('utf8')))
  if (!parsed.success) {
    console.error(`这个文件不是完整的计票文件：${parsed.error.issues[0]?.path.map(String).join('.') ?? ''}`)
    return 2
  }
  const { poll, roll } = parsed.data
  const { ok, faults, outcomes, root, ballots } = recount(parsed.data)
  console.log(`${poll.title}`)
  console.log(`名册 ${roll.rows} 行，投票 ${roll.voted} 行，数到 ${ballots} 张票`)
  if (poll.weighing !== undefined) console.log(`名册上共 ${roll.votes} 票。${poll.weighing}`)
  tell(poll, outcomes)
  const isPrinted = tellRoot(root, printed)
  for (const fault of faults) console.log(`不一致：${boardFaultText(fault)}`)
  if (ok && isPrinted) console.log('全部一致')
  return ok && isPrinted ? 0 : 1
}

async function evidence(bytes: Buffer, printed: string | undefined): Promise<number> {
  const { checks, poll, outcomes, root } = checkEvidence(await unzip(bytes))
  if (poll) {
    console.log(poll.title)
    if (poll.weighing !== undefined) console.log(poll.weighing)
    tell(poll, outcomes)
  }
  const isPrinted = tellRoot(root, printed)
  for (const { what, faults } of checks) {
    const [first, ...more] = faults
    if (first === undefined) console.log(`一致：${what}`)
    else console.log(`不一致：${what}。${first}${more.length > 0 ? `（另外还有 ${more.length} 处）` : ''}`)
  }
  const ok = isPrinted && checks.every(({ faults }) => faults.length === 0)
  if (ok) console.log('全部一致')
  return ok ? 0 : 1
}

function tell(poll: FrozenPoll, outcomes: readonly Outcome[]): void {
  for (const [index, outcome] of outcomes.entries()) {
    const question = poll.questions[index]
    console.log(`\n${index + 1}. ${question?.text ?? ''}`)
    for (const { key, votes, area, score } of outcome.count.options) {
      const text = question?.options.find((option) => option.key === key)?.text ?? key
      const more = [
        ...(question?.decision.dimensions.includes('area') ? [`面积 ${(area / 100).toFixed(2)} ㎡`] : []),
        ...(question?.method === 'score' ? [`总分 ${score}`] : []),
      ]
      console.log(`   ${text}  ${[`${votes} 票`, ...more].join('，')}`)
    }
    console.log(`   弃权  ${outcome.count.abstained.votes} 票`)
    const verdict = bindingOf(outcome)
    console.log(`   参加人数达标：${verdict.quorum ? '是' : '否'}；通过：${verdict.passed ? '是' : '否'}`)
  }
}

/** Says the root and whether it begins with the printed one. */
function tellRoot(root: string, printed: string | undefined): boolean {
  console.log(`\n总指纹 ${root}（${shortFingerprint(root)} …）`)
  const isPrinted = printed === undefined || root.startsWith(printed.replaceAll(/\s/g, '').toLowerCase())
  if (!isPrinted) console.log('和您给的总指纹不一样')
  return isPrinted
}

// Nothing is right until it was found to be: a run that ends without an answer is not one that agreed.
process.exitCode = 2
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
