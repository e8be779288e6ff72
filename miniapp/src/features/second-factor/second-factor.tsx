import { roleLabel } from '@linli/shared/roles'
import type { SecondFactorView } from '@linli/shared/second-factor/second-factor.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { InfoList } from '@/ui/info-list'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { Colleagues } from './colleagues'
import { Enrolment } from './enrolment'
import { keepsSecondFactor, mayReset, useRenewRecoveryCodes, useSecondFactor } from './queries'
import { RecoveryCodes } from './recovery-codes'
import './second-factor.scss'

/** Few enough that the next ones should be made. */
const FEW_CODES = 3

function Begin({ onBegin }: { readonly onBegin: () => void }) {
  return (
    <Surface padded>
      <Box as="h2" className="second-factor__title">
        还没有设置动态码
      </Box>
      <Box as="p" className="second-factor__words">
        您的身份能查看和导出居民资料。查看号码、导出、授权之前，要用动态码确认是您本人。设置一次，大约两分钟
      </Box>
      <Button id="second-factor-begin" onTap={onBegin}>
        设置动态码
      </Button>
    </Surface>
  )
}

function Status({
  view,
  onCodes,
}: {
  readonly view: SecondFactorView
  readonly onCodes: (codes: readonly string[]) => void
}) {
  const renew = useRenewRecoveryCodes()
  const { enrolledAt, recoveryCodesLeft } = view
  return (
    <>
      {recoveryCodesLeft <= FEW_CODES && (
        <Banner kind="wait">恢复码只剩 {recoveryCodesLeft} 个，请换一组新的</Banner>
      )}
      <SectionTitle title="动态码" />
      <Surface padded>
        <InfoList
          facts={[
            { name: '状态', value: '已设置', strong: true },
            {
              name: '设置日期',
              value: enrolledAt === null ? '' : dayText(dayOf(new Date(enrolledAt)), dayOf(new Date())),
            },
            { name: '恢复码', value: `还剩 ${recoveryCodesLeft} 个` },
          ]}
        />
        {renew.error && <Banner kind="alert">{sentenceOf(renew.error)}</Banner>}
        <Button
          id="second-factor-renew"
          kind="outline"
          busy={renew.isPending && '正在换'}
          onTap={() => renew.mutate(undefined, { onSuccess: onCodes })}
        >
          换一组恢复码
        </Button>
      </Surface>
    </>
  )
}

/** What to do without the phone: recovery code first, two administrators otherwise. */
function Lost({ helpers }: Pick<SecondFactorView, 'helpers'>) {
  const names = helpers.map(({ name, role }) => `${name}（${roleLabel[role]}）`).join('、')
  return (
    <>
      <SectionTitle title="手机丢了怎么办" />
      <Surface padded>
        <Box as="p" className="second-factor__words">
          先用恢复码。恢复码也没有，就请两位负责人一起帮您重置：一位申请，另一位同意
        </Box>
        <Box as="p" className="second-factor__words">
          {helpers.length >= 2
            ? `能帮您的：${names}`
            : '现在能帮您的负责人不到两位，请保管好恢复码，并请上级增加一位负责人'}
        </Box>
      </Surface>
    </>
  )
}

function Own() {
  const query = useSecondFactor()
  const [setting, setSetting] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes !== undefined) return <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
  return (
    <QueryView query={query}>
      {(view) => (
        <>
          {view.enrolled ? (
            <Status view={view} onCodes={setCodes} />
          ) : setting ? (
            <Enrolment
              onDone={(fresh) => {
                setSetting(false)
                setCodes(fresh)
              }}
            />
          ) : (
            <Begin onBegin={() => setSetting(true)} />
          )}
          <Lost helpers={view.helpers} />
        </>
      )}
    </QueryView>
  )
}

/** 动态码: set it up, see how it stands, renew the recovery codes, help a colleague. */
export function SecondFactor() {
  const actor = useActor()
  if (!keepsSecondFactor(actor)) {
    return (
      <Surface>
        <EmptyState icon="lock" act="回首页" to="/pages/home">
          您的身份不需要动态码
        </EmptyState>
      </Surface>
    )
  }
  return (
    <Box className="second-factor">
      <Own />
      {mayReset(actor) && <Colleagues />}
    </Box>
  )
}
