import { readFileSync } from 'node:fs'
import { boardSchema, type BoardFile } from '@linli/shared/polls/board.schema'
import { shortFingerprint } from '@linli/shared/polls/fingerprints'
import { bindingOf } from '@linli/shared/polls/decision.rules'
import { recount, type BallotPlace, type BoardFault } from '@linli/shared/polls/recount'
import { safeParse } from 'zod/v4/core'

/**
 * `npm run recount -- board.json [printed root]`: counts a downloaded board again. No server, no database, no network.
 * Ends with 0 when everything agrees, 1 when something does not, 2 when the file is no board.
 */
function main([file, printed]: readonly string[]): number {
  if (file === undefined) {
    console.error('用法：npm run recount -- 下载的 board.json [通知上印的总指纹]')
    return 2
  }
  const board = boardIn(file)
  if (!board) return 2
  const { ok, faults, outcomes, root, ballots } = recount(board)
  console.log(`${board.poll.title}`)
  console.log(`名册 ${board.roll.rows} 行，投票 ${board.roll.voted} 行，数到 ${ballots} 张票`)
  if (board.poll.weighing !== undefined)
    console.log(`名册上共 ${board.roll.votes} 票。${board.poll.weighing}`)
  for (const [index, outcome] of outcomes.entries()) {
    const question = board.poll.questions[index]
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
  console.log(`\n总指纹 ${root}（${shortFingerprint(root)} …）`)
  const isPrinted = printed === undefined || root.startsWith(printed.replaceAll(/\s/g, '').toLowerCase())
  if (!isPrinted) console.log('和您给的总指纹不一样')
  for (const fault of faults) console.log(`不一致：${faultText(fault)}`)
  if (ok && isPrinted) console.log('全部一致')
  return ok && isPrinted ? 0 : 1
}

function boardIn(file: string): BoardFile | null {
  try {
    const parsed = safeParse(boardSchema, JSON.parse(readFileSync(file, 'utf8')) as unknown)
    if (parsed.success) return parsed.data
    console.error(`这个文件不是完整的计票文件：${parsed.error.issues[0]?.path.map(String).join('.') ?? ''}`)
  } catch (error) {
    console.error(`读不了这个文件：${error instanceof Error ? error.message : ''}`)
  }
  return null
}

const placeText = (at: BallotPlace): string => ('code' in at ? `选票码 ${at.code}` : `名册第 ${at.serial} 行`)

/** What is wrong, naming the ballot. */
function faultText(fault: BoardFault): string {
  switch (fault.kind) {
    case 'format':
      return '文件的格式不对'
    case 'poll_changed':
      return '问题或规则和公布时的指纹不一样'
    case 'roll_changed':
      return '名册和公布时的指纹不一样'
    case 'roll_totals':
      return '名册的合计对不上'
    case 'root':
      return '总指纹对不上'
    case 'box_root':
      return '票箱的指纹对不上'
    case 'questions':
      return '问题的顺序对不上'
    case 'outcome':
      return '公布的结果和数出来的不一样'
    case 'count':
      return `登记投票 ${fault.voted} 行，票有 ${fault.ballots} 张`
    case 'ballot_invalid':
      return `${placeText(fault.at)}：这张票的填法不对`
    case 'ballot_changed':
      return `${placeText(fault.at)}：这张票被改过`
    case 'ballot_added':
      return `${placeText(fault.at)}：这张票是多出来的`
    case 'ballot_moved':
      return `${placeText(fault.at)}：这张票换了位置`
    case 'ballot_twice':
      return `${placeText(fault.at)}：这张票出现了两次`
    case 'ballot_missing':
      return fault.before ? `${placeText(fault.before)} 之前少了一张票` : '最后少了一张票'
  }
}

process.exitCode = main(process.argv.slice(2))
