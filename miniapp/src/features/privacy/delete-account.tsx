import { deletionFateLabel, deletionFates, type DeletionFate } from '@linli/shared/privacy/privacy.kinds'
import type { DeletionPlanView } from '@linli/shared/privacy/privacy.schema'
import { useState } from 'react'
import { gateUrl } from '@/features/session/return-to'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { focusField } from '@/ui/focus'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { codeFault, ProofPart } from './proof-part'
import { useDeleteAccount, useDeletionPlan } from './queries'
import './privacy.scss'

const CODE = 'deletion-code'

const fateTitle: Record<DeletionFate, string> = {
  ...deletionFateLabel,
  removed: '马上删除',
}

function Fates({ parts }: Pick<DeletionPlanView, 'parts'>) {
  return (
    <>
      {deletionFates.map((fate) => {
        const ofFate = parts.filter((part) => part.fate === fate)
        if (ofFate.length === 0) return null
        return (
          <Box key={fate}>
            <SectionTitle title={fateTitle[fate]} />
            <Surface padded>
              {fate === 'removed' ? (
                <Box as="p" className="privacy__words">
                  {ofFate.map((part) => part.label).join('、')}
                </Box>
              ) : (
                <InfoList facts={ofFate.map((part) => ({ name: part.label, value: part.why }))} />
              )}
            </Surface>
          </Box>
        )
      })}
    </>
  )
}

interface PlanProps {
  readonly plan: DeletionPlanView
  readonly remove: ReturnType<typeof useDeleteAccount>
}

function Plan({ plan, remove }: PlanProps) {
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState(false)
  const [asking, setAsking] = useState(false)
  const { proof, posts, ownerOf } = plan
  const begin = () => {
    setChecked(true)
    if (codeFault(proof.needed, code) !== undefined) return focusField(CODE)
    setAsking(true)
  }
  return (
    <>
      <PageTitle below="注销后不能恢复。以后用同一个手机号登录，是一个新的账号">注销账号</PageTitle>
      {posts.length > 0 && (
        <Banner kind="wait">您还是{posts.join('、')}，请先请负责人办好交接，再注销账号</Banner>
      )}
      {ownerOf.length > 0 && (
        <Banner kind="info">
          您是{ownerOf.join('、')} 的业主。业主名册按民法典第二百七十八条保留，不随账号注销
        </Banner>
      )}
      <Fates parts={plan.parts} />
      {posts.length === 0 && (
        <>
          <SectionTitle title="确认注销" />
          <Surface padded className="privacy__form">
            <Box as="p" className="privacy__words">
              只是不想收消息？可以在“同意与开关”里关掉，不用注销。想留一份的，先到“我的数据”导出
            </Box>
            <ProofPart
              id={CODE}
              proof={proof}
              code={code}
              onCode={(next) => {
                forgetEnd(remove)
                setCode(next)
              }}
              checked={checked}
              refusal={remove.error}
            />
            {remove.error && <Banner kind="alert">{sentenceOf(remove.error)}</Banner>}
            <Button
              id="delete-account"
              kind="danger"
              disabled={proof.needed && proof.maskedPhone === null}
              busy={remove.isPending && '正在注销'}
              onTap={begin}
            >
              注销账号
            </Button>
          </Surface>
        </>
      )}
      <ConfirmSheet
        open={asking}
        question="注销账号吗"
        consequence="所有设备马上退出，数据在几分钟内删除，不能恢复"
        act="注销账号"
        danger
        busy={remove.isPending ? '正在注销' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(proof.needed ? code : undefined, {
            onError: () => setAsking(false),
          })
        }
      />
    </>
  )
}

function OfActor({ remove }: Pick<PlanProps, 'remove'>) {
  const query = useDeletionPlan()
  return <QueryView query={query}>{(plan) => <Plan plan={plan} remove={remove} />}</QueryView>
}

/** 注销账号: what goes, what the law keeps and why, proof, and one question. Needs no consent (PIPL art. 15, 47). */
export function DeleteAccount() {
  const actor = useActor()
  // Held here: what stands below is gone in the moment nobody is signed in any more.
  const remove = useDeleteAccount()
  if (remove.isSuccess) {
    return (
      <>
        <PageTitle>账号已经注销</PageTitle>
        <Surface>
          <EmptyState icon="check" act="回首页" to="/pages/home">
            所有设备都已退出。公开的通知不登录也能看
          </EmptyState>
        </Surface>
      </>
    )
  }
  if (actor === undefined) {
    return (
      <>
        <PageTitle>注销账号</PageTitle>
        <Surface>
          <EmptyState icon="me" act="去登录" to={gateUrl('sign-in')}>
            登录后才能注销自己的账号
          </EmptyState>
        </Surface>
      </>
    )
  }
  return <OfActor remove={remove} />
}
