import { markText } from '@linli/shared/polls/board-words'
import type { BoardFile } from '@linli/shared/polls/board.schema'
import { recountSteps, type BoardFault, type Recount } from '@linli/shared/polls/recount'

/** How long a slice may take before the screen gets its turn. */
const SLICE_MS = 12

/**
 * Counts a board again on this device, slice by slice, so that the screen stays alive.
 * @param onProgress from 0 to 1
 * @param signal whoever leaves the page stops it
 * @returns undefined when it was stopped
 */
export async function runRecount(
  board: BoardFile,
  onProgress: (share: number) => void,
  signal: { readonly stopped: boolean },
): Promise<Recount | undefined> {
  const steps = recountSteps(board)
  for (;;) {
    const until = Date.now() + SLICE_MS
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      if (Date.now() >= until) {
        onProgress(step.value)
        break
      }
    }
    await new Promise((resolve) => setTimeout(resolve))
    if (signal.stopped) return undefined
  }
}

const placeText = (at: { readonly code: string } | { readonly serial: number } | object): string =>
  'code' in at
    ? `码 ${String(at.code).slice(0, 12)} 的票`
    : 'serial' in at
      ? `名单第 ${String(at.serial)} 号`
      : ''

/** What is not as it was published, in words a resident can pass on. */
export function faultText(fault: BoardFault): string {
  switch (fault.kind) {
    case 'format':
      return '文件的格式不对，可能没有下载完整'
    case 'poll_changed':
      return '问题或规则和投票前公布的不一样'
    case 'roll_changed':
      return '名册和投票前公布的不一样'
    case 'roll_totals':
      return '票数和名册的总数对不上'
    case 'root':
      return '总指纹和公布的不一样'
    case 'box_root':
      return '选票算出的指纹和公布的不一样'
    case 'outcome':
      return '数出来的结果和公布的不一样'
    case 'questions':
      return '问题和选票对不上'
    case 'count':
      return `名册上投过票的有 ${fault.voted} 个，公示板上有 ${fault.ballots} 张票`
    case 'mark_changed':
      return `${markText(fault.mark)}被改过，现在写的是 ${fault.mark.value}`
    case 'ballot_invalid':
      return `${placeText(fault.at)}不是有效的票`
    case 'ballot_changed':
      return `${placeText(fault.at)}被改过`
    case 'ballot_added':
      return `${placeText(fault.at)}是后来加的`
    case 'ballot_moved':
      return `${placeText(fault.at)}不在原来的位置`
    case 'ballot_twice':
      return `${placeText(fault.at)}出现了两次`
    case 'ballot_missing':
      return fault.before === null ? '最后少了一张票' : `${placeText(fault.before)}前面少了一张票`
  }
}
