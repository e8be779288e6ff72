import { correctionStatusLabel } from '@linli/shared/privacy/correction.machine'
import { correctionFieldLabel, correctionRefusalLabel } from '@linli/shared/privacy/privacy.kinds'
import type { CorrectionView } from '@linli/shared/privacy/corrections.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useCorrections, useWithdrawCorrection } from './queries'

const day = (iso: string): string => dayText(dayOf(new Date(iso)), dayOf(new Date()))

/** What becomes of a wish, as one sentence. */
export function correctionSentence(item: CorrectionView): string {
  switch (item.status) {
    case 'submitted':
      return item.overdue
        ? `社区应在 ${day(item.dueAt)} 前答复，已经过了。可以打监督电话`
        : `社区最晚 ${day(item.dueAt)} 前答复您`
    case 'accepted':
      return `${day(item.decidedAt ?? item.dueAt)} 已改好`
    case 'withdrawn':
      return '您撤回了'
    case 'refused': {
      const { refusal } = item
      if (refusal === null) return '没有改'
      return `没有改：${[correctionRefusalLabel[refusal.reason], refusal.text].filter(Boolean).join('。')}`
    }
  }
}

/** 更正: the wishes so far, and the way to another. */
export function CorrectionsPart({ workdays }: { readonly workdays: number }) {
  const items = useCorrections().data ?? []
  const withdraw = useWithdrawCorrection()
  return (
    <>
      <SectionTitle title="有不对的地方" note={`社区 ${workdays} 个工作日内答复`} />
      <Surface>
        {items.map((item) => (
          <ListRow
            key={item.id}
            icon="edit"
            title={`更正${correctionFieldLabel[item.field]}，${correctionStatusLabel[item.status]}`}
            detail={correctionSentence(item)}
            action={
              item.status === 'submitted' ? (
                <Button
                  kind="plain"
                  small
                  narrow
                  label={`撤回更正${correctionFieldLabel[item.field]}`}
                  busy={withdraw.isPending && withdraw.variables === item.id && '正在撤回'}
                  onTap={() => withdraw.mutate(item.id)}
                >
                  撤回
                </Button>
              ) : undefined
            }
          />
        ))}
        <ListRow
          icon="edit"
          title="申请更正"
          detail="姓名、手机号、出生日期、房屋关系"
          to="/packages/account/correct"
        />
      </Surface>
      {withdraw.error && <Banner kind="alert">{sentenceOf(withdraw.error)}</Banner>}
    </>
  )
}
