import type { TopicItemView } from '@linli/shared/council/council.schema'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'
import { useStanding } from './queries'
import { SupportBar } from './support-bar'
import { topicTone } from './topic-tone'

const fromText = ({ sources, proposer }: TopicItemView): string =>
  sources === 0 ? `${proposer} 提出` : `来自 ${sources} 条意见，${proposer} 提出`

/** A topic in a list: what it is, who stands behind it, what follows. */
export function TopicRow({
  item,
  supports = false,
}: {
  readonly item: TopicItemView
  readonly supports?: boolean
}) {
  const support = useStanding(item.id)
  const supported = item.supported || support.isSuccess
  const gathers = item.status === 'gathering' || item.status === 'supported'
  return (
    <>
      <ListRow
        title={item.title}
        detail={
          <>
            <Box>{fromText(item)}</Box>
            {gathers && <SupportBar supporters={item.supporters} needed={item.needed} />}
            <Box>{gathers ? `${item.supporters} 人支持。${item.sentence}` : item.sentence}</Box>
          </>
        }
        meta={<StatusPill tone={topicTone(item.status)}>{item.statusLabel}</StatusPill>}
        to={pageUrl('/packages/council/topic', { id: item.id })}
        label={[item.title, item.statusLabel, fromText(item), item.sentence].join('，')}
        actsBelow={supports && gathers}
        action={
          supports && gathers ? (
            <Button
              kind={supported ? 'outline' : 'tint'}
              small
              icon={supported ? 'check' : 'support'}
              disabled={supported}
              busy={support.isPending && '正在记下'}
              label={supported ? `已支持${item.title}` : `支持${item.title}`}
              onTap={() => support.mutate('support')}
            >
              {supported ? '已支持' : '支持'}
            </Button>
          ) : undefined
        }
      />
      {support.error !== null && (
        <FieldError id={`support-${item.id}`}>{sentenceOf(support.error)}</FieldError>
      )}
    </>
  )
}
