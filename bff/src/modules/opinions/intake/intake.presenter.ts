import type { NeighbourCaseView, StandingView } from '@linli/shared/opinions/intake.schema'
import { opinionStatusLabel, staffStatusLabel } from '@linli/shared/opinions/opinions.machine'
import { opinionTitle } from '@linli/shared/opinions/opinions.rules'
import type { OpinionRow } from '../opinion.model'
import { currentStatus } from '../opinions.effects'

/** The released text, the own text, or the category alone: never what a neighbour wrote and nobody has read yet. */
export function presentNeighbourCase(
  row: OpinionRow,
  now: Date,
  accountId: string,
  standing: StandingView,
): NeighbourCaseView {
  const mine = row.authorAccountId === accountId
  const status = currentStatus(row, now)
  const text = row.board?.text ?? (mine ? row.text : null)
  return {
    id: row._id,
    title: text === null ? `${row.category.groupLabel}：${row.category.label}` : opinionTitle(text),
    placeLabel: row.place.publicLabel,
    status,
    statusLabel: mine ? opinionStatusLabel[status] : staffStatusLabel[status],
    submittedAt: row.submittedAt.toISOString(),
    mine,
    onBoard: row.board !== undefined,
    supporters: standing.supporters,
    supported: standing.supported,
    following: standing.following,
  }
}
