import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { restartAt } from '@/platform/navigate'
import { currentSession, useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { useConsent, usePrivacyTerms, useWithdrawConsent } from './queries'
import { leaveGate } from './return-to'
import './session.scss'

type Terms = NonNullable<ReturnType<typeof usePrivacyTerms>['data']>
type Optional = 'personalisedPush' | 'wechatMessages'
type Choices = Readonly<Record<Optional, boolean>>

function Purposes({
  terms,
  choices,
  onChange,
}: {
  readonly terms: Terms
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
}) {
  return (
    <Surface>
      {terms.purposes.map((purpose) => {
        const { code } = purpose
        const on = code === 'service' ? true : choices[code]
        return (
          <SwitchRow
            key={code}
            title={purpose.label}
            detail={purpose.explanation}
            on={on}
            disabled={purpose.required}
            onChange={(next) => {
              if (code !== 'service') onChange({ ...choices, [code]: next })
            }}
          />
        )
      })}
    </Surface>
  )
}

function Text({ terms }: { readonly terms: Terms }) {
  return (
    <Surface padded>
      {terms.sections.map((section) => (
        <Box key={section.title} as="section" className="terms__section">
          <Box as="h3" className="terms__title">
            {section.title}
          </Box>
          {section.paragraphs.map((paragraph) => (
            <Box key={paragraph} as="p" className="terms__paragraph">
              {paragraph}
            </Box>
          ))}
        </Box>
      ))}
    </Surface>
  )
}

const HOME_PAGE = '/pages/home'

/** Whoever has neither home nor post begins with binding a home, unless they were on their way somewhere. */
function nextPage(from: string | undefined): string | undefined {
  const actor = currentSession()?.actor
  const isNewcomer = actor !== undefined && actor.homes.length === 0 && actor.roles.length === 0
  const isUnderWay = from !== undefined && from !== HOME_PAGE
  return isNewcomer && !isUnderWay ? '/packages/space/bind' : from
}

/** What changed, the purposes as switches, the full text; agreeing and refusing are both one tap (PIPL art. 14-16). */
export function Consent({ from }: { readonly from?: string | undefined }) {
  const actor = useActor()
  const terms = usePrivacyTerms()
  const consent = useConsent()
  const withdraw = useWithdrawConsent()
  const [asking, setAsking] = useState(false)
  const [changed, setChanged] = useState<Choices>()
  const choices = changed ?? actor?.optionalPurposes ?? { personalisedPush: false, wechatMessages: false }
  const error = consent.error ?? withdraw.error
  const agree = (version: string) =>
    consent.mutate({ version, ...choices }, { onSuccess: () => leaveGate(nextPage(from)) })
  return (
    <QueryView query={terms}>
      {(data) => (
        <>
          <PageTitle
            below={`${dayText(dayOf(new Date(data.publishedAt)), '')} 起适用，第 ${data.version} 版`}
          >
            隐私说明
          </PageTitle>
          {error && <Banner kind="alert">{sentenceOf(error)}</Banner>}
          <SectionTitle title="这一版有什么变化" />
          <Surface padded>
            {data.changes.map((change) => (
              <Box key={change} as="p" className="terms__paragraph">
                {change}
              </Box>
            ))}
          </Surface>
          <SectionTitle title="用来做什么" note="可选的随时能改" />
          <Purposes terms={data} choices={choices} onChange={setChanged} />
          <SectionTitle title="全文" />
          <Text terms={data} />
          {actor !== undefined && (
            <Box className="terms__acts">
              <Button
                id="agree-terms"
                busy={consent.isPending && '正在保存'}
                onTap={() => agree(data.version)}
              >
                {actor.consentCurrent ? '保存选择' : '同意并继续'}
              </Button>
              {actor.consentCurrent ? (
                <Button kind="danger" onTap={() => setAsking(true)}>
                  撤回同意
                </Button>
              ) : (
                <>
                  <Button kind="outline" onTap={() => restartAt('/pages/home')}>
                    暂不同意，先看公开内容
                  </Button>
                  <Button kind="plain" to="/packages/account/delete">
                    不用了，注销账号
                  </Button>
                </>
              )}
            </Box>
          )}
          <ConfirmSheet
            open={asking}
            question="撤回同意并退出登录吗"
            consequence="撤回后不能再提意见和确认通知，公开的通知还能看。已经提交的意见会继续办完"
            act="撤回同意"
            danger
            busy={withdraw.isPending ? '正在撤回' : undefined}
            onCancel={() => setAsking(false)}
            onConfirm={() => withdraw.mutate()}
          />
        </>
      )}
    </QueryView>
  )
}
