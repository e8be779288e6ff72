import { defineMachine, statusesOf, type StatusOf } from '../machine'

/** A wish to have the roll put right; the office decides, the person may take it back. */
export const correctionMachine = defineMachine({
  submitted: { accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' },
  accepted: {},
  refused: {},
  withdrawn: {},
})
export type CorrectionStatus = StatusOf<typeof correctionMachine>
export const correctionStatuses = statusesOf(correctionMachine)

export const correctionStatusLabel: Record<CorrectionStatus, string> = {
  submitted: '等社区核对',
  accepted: '已改好',
  refused: '没有改',
  withdrawn: '已撤回',
}
