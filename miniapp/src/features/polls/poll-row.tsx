import { secrecyLabel } from '@linli/shared/polls/polls.kinds'
import type { PollListedView } from '@linli/shared/polls/polls.schema'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { phaseText, toneOf, votedText, whenText } from './poll-words'
import './polls.scss'

const pollUrl = (id: string) => pageUrl('/packages/council/poll', { id })

const kindText = ({ packLabel, secrecy }: PollListedView) => `${packLabel}，${secrecyLabel[secrecy]}`

/** A poll in a list. */
export function PollRow({ item }: { readonly item: PollListedView }) {
  const now = new Date()
  const [when, phase] = [whenText(item, now), phaseText(item, now)]
  const voted = votedText(item)
  return (
    <ListRow
      disc="ballot"
      title={item.title}
      detail={[when, voted].filter(Boolean).join('，')}
      to={pollUrl(item.id)}
      label={[item.title, phase, kindText(item), when, voted].filter(Boolean).join('，')}
      meta={
        <>
          <StatusPill tone={toneOf(item)}>{phase}</StatusPill>
          <Box as="span">{kindText(item)}</Box>
        </>
      }
    />
  )
}

/** A poll that waits for this person: the one thing to do stands on it. */
export function PollCard({ item }: { readonly item: PollListedView }) {
  const when = whenText(item, new Date())
  return (
    <Surface padded label={item.title}>
      <Box className="poll-card__head">
        <StatusPill tone="you">请您投票</StatusPill>
        <Box as="span" className="poll-card__when">
          {when}
        </Box>
      </Box>
      <Box as="h3" className="poll-card__title">
        {item.title}
      </Box>
      <Box className="poll-card__kind">{kindText(item)}</Box>
      <Box className="poll-card__acts">
        <Button kind="outline" to={pollUrl(item.id)} label={`先看一看：${item.title}`}>
          先看一看
        </Button>
        <Button to={pageUrl('/packages/council/ballot', { id: item.id })} label={`去投票：${item.title}`}>
          去投票
        </Button>
      </Box>
    </Surface>
  )
}
