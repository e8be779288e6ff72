import type { MatterView } from '@linli/shared/home/home.schema'
import { pageUrl } from '@/platform/navigate'
import { ListRow } from '@/ui/list-row'
import { Ring } from '@/ui/ring'
import { ringOf } from '@/features/opinions/deadline-ring'

/** The page that opens for a matter. */
export function matterUrl({ kind, targetId }: MatterView): string {
  if (kind === 'confirm-notice') return pageUrl('/packages/notices/detail', { id: targetId })
  if (kind === 'booking') return pageUrl('/packages/bookings/detail', { id: targetId })
  if (kind === 'meeting') return pageUrl('/packages/council/meeting', { id: targetId })
  if (kind === 'rate-opinion') return pageUrl('/packages/opinions/rate', { id: targetId })
  if (kind === 'vote') return pageUrl('/packages/council/poll', { id: targetId })
  return pageUrl('/packages/opinions/detail', { id: targetId })
}

const discs = {
  'confirm-notice': 'notice',
  vote: 'ballot',
  'rate-opinion': 'check',
  'supplement-opinion': 'edit',
  opinion: 'opinion-box',
  booking: 'calendar',
  meeting: 'people',
} as const

/** One row of 与您有关: a ring where a deadline runs, otherwise the kind's icon. */
export function MatterRow({ matter }: { readonly matter: MatterView }) {
  const { title, sentence, deadline, kind } = matter
  const lead = deadline === null ? undefined : <Ring size={40} {...ringOf(deadline)} />
  return (
    <ListRow
      title={title}
      detail={sentence}
      to={matterUrl(matter)}
      label={`${title}，${sentence}`}
      {...(lead === undefined ? { disc: discs[kind] } : { lead })}
    />
  )
}
