import { markText } from '@linli/shared/polls/board-words'
import type { BallotPlace, BoardFault } from '@linli/shared/polls/recount'

const placeText = (at: BallotPlace): string => ('code' in at ? `选票码 ${at.code}` : `名册第 ${at.serial} 行`)

/** What of a board is not as it was published, naming the ballot: for auditors, with whole codes. */
export function boardFaultText(fault: BoardFault): string {
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
    case 'mark_changed':
      return `${markText(fault.mark)}被改过，现在写的是 ${fault.mark.value}`
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
