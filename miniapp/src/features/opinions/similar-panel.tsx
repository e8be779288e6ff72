import type { SimilarCaseView } from '@linli/shared/opinions/intake.schema'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useStanding } from './intake-queries'
import { toneOf } from './status-tone'

const behind = (supporters: number) => (supporters === 0 ? '' : `，${supporters} 人支持`)

function SimilarRow({ item }: { readonly item: SimilarCaseView }) {
  const support = useStanding(item.id, 'support')
  const supported = item.supported || support.isSuccess
  const detail = `${item.reason}${behind(support.data?.supporters ?? item.supporters)}`
  return (
    <>
      <ListRow
        title={item.title}
        detail={item.mine ? `您自己提过，${item.reason}` : detail}
        {...((item.onBoard || item.mine) && { to: pageUrl('/packages/opinions/detail', { id: item.id }) })}
        meta={
          <>
            <StatusPill tone={toneOf(item.status)}>{item.statusLabel}</StatusPill>
            <Box as="span">{item.placeLabel}</Box>
          </>
        }
        label={[item.title, item.placeLabel, item.statusLabel, detail].join('，')}
        action={
          item.mine ? undefined : (
            <Button
              kind="tint"
              small
              disabled={supported}
              busy={support.isPending && '正在记下'}
              onTap={() => support.mutate()}
            >
              {supported ? '已支持' : '支持它'}
            </Button>
          )
        }
      />
      {support.error !== null && (
        <FieldError id={`support-${item.id}`}>{sentenceOf(support.error)}</FieldError>
      )}
    </>
  )
}

/** Neighbours who said it already: standing behind them is quicker than saying it again. */
export function SimilarPanel({ items }: { readonly items: readonly SimilarCaseView[] }) {
  if (items.length === 0) return null
  const any = items.some(({ supported }) => supported)
  return (
    <>
      <SectionTitle
        title={`附近已有 ${items.length} 件相似的意见`}
        note={any ? '您支持的有进展会告诉您，不用再提' : '支持它会办得更快'}
      />
      <Surface>
        {items.map((item) => (
          <SimilarRow key={item.id} item={item} />
        ))}
      </Surface>
    </>
  )
}
