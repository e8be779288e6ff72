import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { addDays, dateAndTime, dayOf, dayText } from '@linli/shared/time'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { Icon } from '@/ui/icon'
import './staff-polls.scss'

const names = ['起草', '公示名册', '投票', '计票', '公布', '签认'] as const
/** Where the city's own system counts, its result is entered instead. */
const officialNames = ['起草', '公示名册', '官方系统投票', '登记结果', '公布', '签认'] as const

/** How many of the stages are behind it. */
const stageOf: Record<PollDeskView['phase'], number> = {
  draft: 0,
  preparing: 0,
  roll_published: 1,
  frozen: 2,
  waiting: 2,
  open: 2,
  closed: 3,
  sealing: 3,
  counted: 4,
  published: 5,
  signed: 6,
  discarded: 0,
  cancelled: 2,
}

/** Where the poll stands between its first draft and the supervisors' signatures. */
export function Stages({ poll }: { readonly poll: PollDeskView }) {
  // The status of a poll held elsewhere stays where its roll was published, whatever the clock says.
  const held = poll.isOfficial && poll.phase === 'roll_published'
  const now = new Date()
  const at =
    held && now >= new Date(poll.closesAt)
      ? stageOf.closed
      : held && now >= new Date(poll.opensAt)
        ? stageOf.open
        : stageOf[poll.phase]
  const today = dayOf(now)
  const opens = dayOf(new Date(poll.opensAt))
  const closes = dayOf(new Date(poll.closesAt))
  const notes: readonly string[] = [
    '',
    poll.roll ? `异议到 ${dayText(poll.roll.objectionsUntil, today)}` : '',
    `${dayText(opens, today)}至${dayText(closes, today)}`,
    `${dateAndTime(new Date(poll.closesAt), now)} 起`,
    `${dayText(addDays(closes, 1), today)}起`,
    poll.signatures.length > 0 ? `${poll.signatures.length} 人已签` : '',
  ]
  return (
    <Box as="ol" className="stages">
      {(poll.isOfficial ? officialNames : names).map((name, index) => (
        <Box key={name} as="li" className={cls('stages__one', index === at && 'stages__one--on')}>
          <Box
            hidden
            className={cls(
              'stages__mark',
              index < at && 'stages__mark--done',
              index === at && 'stages__mark--on',
            )}
          >
            {index < at && <Icon name="check" size="xs" />}
          </Box>
          <Box className="stages__words">
            <Box className="stages__name">{name}</Box>
            {notes[index] !== '' && <Box className="stages__note">{notes[index]}</Box>}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
