import type { ConsentsView } from '@linli/shared/privacy/privacy.schema'
import { optionalPurposes, type OptionalPurpose } from '@linli/shared/session/purposes'
import { momentText } from '@linli/shared/time'
import { useState } from 'react'
import { usePrivacyTerms, useWithdrawConsent } from '@/features/session/queries'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { useConsents, useSwitchPurpose } from './queries'
import './privacy.scss'

type Entry = ConsentsView['history'][number]

const decisionWords: Record<Entry['decision'], string> = {
  accepted: '同意了隐私说明',
  switched: '改了开关',
  withdrawn: '撤回了同意',
}
const onOff = (on: boolean): string => (on ? '开' : '关')
const detailOf = (entry: Entry): string =>
  entry.decision === 'withdrawn'
    ? `第 ${entry.version} 版`
    : `第 ${entry.version} 版；微信提醒${onOff(entry.wechatMessages)}，按我的情况推送${onOff(entry.personalisedPush)}`

function Switches({ current }: Pick<ConsentsView, 'current'>) {
  const terms = usePrivacyTerms().data
  const change = useSwitchPurpose()
  const wordsOf = (purpose: OptionalPurpose) => terms?.purposes.find(({ code }) => code === purpose)
  // What was tapped shows at once; the server's answer then stands in its place.
  const shown = (purpose: OptionalPurpose): boolean =>
    change.isPending && change.variables.purpose === purpose ? change.variables.on : current[purpose]
  return (
    <>
      {change.error && <Banner kind="alert">{sentenceOf(change.error)}</Banner>}
      <Surface>
        {optionalPurposes.map((purpose) => (
          <SwitchRow
            key={purpose}
            title={wordsOf(purpose)?.label ?? ''}
            detail={wordsOf(purpose)?.explanation}
            on={shown(purpose)}
            onChange={(on) => change.mutate({ purpose, on })}
          />
        ))}
      </Surface>
    </>
  )
}

function Withdraw() {
  const [asking, setAsking] = useState(false)
  const withdraw = useWithdrawConsent()
  return (
    <>
      <SectionTitle title="撤回全部同意" />
      <Surface padded>
        <Box as="p" className="privacy__words">
          撤回后，所有设备马上退出登录。公开的通知还能看，其他事可以到社区窗口、打电话，或请网格员代办。已经提交的意见会继续办完
        </Box>
        {withdraw.error && <Banner kind="alert">{sentenceOf(withdraw.error)}</Banner>}
        <Button id="withdraw-consent" kind="danger" onTap={() => setAsking(true)}>
          撤回同意
        </Button>
      </Surface>
      <ConfirmSheet
        open={asking}
        question="撤回同意并退出登录吗"
        consequence="所有设备都会退出。想再用时，重新登录并同意就行，您的数据还在"
        act="撤回同意"
        danger
        busy={withdraw.isPending ? '正在撤回' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() => withdraw.mutate()}
      />
    </>
  )
}

/** 同意与开关: each purpose by itself, at once; every decision with its day; and the way out. */
export function Consents() {
  const query = useConsents()
  return (
    <QueryView query={query}>
      {({ current, history }) => (
        <>
          <PageTitle below="改了马上生效，不影响办事和必须告知的通知">同意与开关</PageTitle>
          <Switches current={current} />
          <SectionTitle title="您的决定" note="每次都有记录" />
          <Surface>
            {history.length === 0 && <EmptyState icon="history">还没有记录</EmptyState>}
            {history.map((entry) => (
              <ListRow
                key={entry.id}
                icon="history"
                title={`${momentText(new Date(entry.at), new Date())}，${decisionWords[entry.decision]}`}
                detail={detailOf(entry)}
              />
            ))}
            <ListRow icon="document" title="看隐私说明全文" to="/packages/account/consent" />
          </Surface>
          <Withdraw />
        </>
      )}
    </QueryView>
  )
}
