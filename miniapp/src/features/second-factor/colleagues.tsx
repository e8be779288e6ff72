import { roleLabel } from '@linli/shared/roles'
import type { ColleagueView } from '@linli/shared/second-factor/second-factor.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useColleagues, useResetAct, type ResetAct } from './queries'

interface Question {
  readonly input: ResetAct
  readonly question: string
  readonly consequence: string
  readonly act: string
  readonly done: string
}

const resetOf = ({ accountId, name }: ColleagueView): Question => ({
  input: { act: 'request', accountId },
  question: `申请重置${name}的动态码吗`,
  consequence: '请先当面或打电话确认是本人。另一位负责人同意后才生效，本人会收到消息',
  act: '申请重置',
  done: '已申请，请另一位负责人在这里同意',
})
const approvalOf = (id: string, { name }: ColleagueView): Question => ({
  input: { act: 'approve', id },
  question: `同意重置${name}的动态码吗`,
  consequence: '请先确认是本人请您办的。同意后动态码作废，所有设备退出，本人要重新设置',
  act: '同意重置',
  done: '已重置，并告诉了本人',
})
const refusalOf = (id: string, { name }: ColleagueView, own: boolean): Question => ({
  input: { act: 'refuse', id },
  question: own ? `撤回对${name}的申请吗` : `不同意重置${name}的动态码吗`,
  consequence: '申请就此结束，动态码照旧',
  act: own ? '撤回申请' : '不同意',
  done: own ? '已撤回' : '已回绝',
})

interface ActsProps {
  readonly of: ColleagueView
  /** What is on its way to the server. */
  readonly sent: ResetAct | undefined
  readonly ask: (question: Question) => void
}

function Acts({ of, sent, ask }: ActsProps) {
  const { reset } = of
  const busy = (act: ResetAct['act']) =>
    sent?.act === act &&
    ('accountId' in sent ? sent.accountId === of.accountId : sent.id === reset?.id) &&
    '正在办'
  if (reset === null) {
    return of.enrolled ? (
      <Button
        small
        narrow
        kind="outline"
        label={`申请重置，${of.name}`}
        busy={busy('request')}
        onTap={() => ask(resetOf(of))}
      >
        申请重置
      </Button>
    ) : null
  }
  return (
    <Box className="second-factor__acts">
      {!reset.own && (
        <Button
          small
          narrow
          kind="tint"
          label={`同意，${of.name}`}
          busy={busy('approve')}
          onTap={() => ask(approvalOf(reset.id, of))}
        >
          同意
        </Button>
      )}
      <Button
        small
        narrow
        kind="outline"
        busy={busy('refuse')}
        onTap={() => ask(refusalOf(reset.id, of, reset.own))}
      >
        {reset.own ? '撤回' : '不同意'}
      </Button>
    </Box>
  )
}

function stateOf({ enrolled, reset }: ColleagueView): string {
  if (!enrolled) return '还没有设置动态码'
  if (reset === null) return '已设置动态码'
  const until = dayText(dayOf(new Date(reset.expiresAt)), dayOf(new Date()))
  return reset.own
    ? `您申请了重置，等另一位负责人同意，${until}前有效`
    : `${reset.requestedBy}申请重置，等您同意，${until}前有效`
}

/** Those whose second factor one may help to reset; two administrators together, neither of them the person. */
export function Colleagues() {
  const query = useColleagues()
  const reset = useResetAct()
  const [asked, setAsked] = useState<Question>()
  const confirm = ({ input, done }: Question) => {
    setAsked(undefined)
    reset.mutate(input, { onSuccess: () => showToast(done) })
  }
  return (
    <>
      <SectionTitle title="帮同事重置" note="手机丢了时用，要两位负责人" />
      {reset.error && <Banner kind="alert">{sentenceOf(reset.error)}</Banner>}
      <Surface>
        <QueryView query={query}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState icon="people">没有您能帮忙重置的同事</EmptyState>
            ) : (
              <>
                {items.map((item) => (
                  <ListRow
                    key={item.accountId}
                    title={`${item.name}，${item.place}${roleLabel[item.role]}`}
                    detail={stateOf(item)}
                    action={
                      <Acts of={item} sent={reset.isPending ? reset.variables : undefined} ask={setAsked} />
                    }
                  />
                ))}
              </>
            )
          }
        </QueryView>
      </Surface>
      <ConfirmSheet
        open={asked !== undefined}
        question={asked?.question ?? ''}
        consequence={asked?.consequence}
        act={asked?.act ?? ''}
        onCancel={() => setAsked(undefined)}
        onConfirm={() => asked && confirm(asked)}
      />
    </>
  )
}
