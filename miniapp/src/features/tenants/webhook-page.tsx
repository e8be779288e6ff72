import { deliveryStateLabel, deliveryStates, type DeliveryState } from '@linli/shared/webhooks/webhooks.kinds'
import type { WebhookDeliveryView, WebhookView } from '@linli/shared/webhooks/webhooks.schema'
import { suspendedAfterDays } from '@linli/shared/webhooks/webhooks.rules'
import { dateAndTime } from '@linli/shared/time'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useDeliveries, useEndWebhook, useResumeWebhook, useSendAgain, useWebhook } from './webhook-queries'
import { deliveryLine, webhookLine, webhookPill } from './webhook-words'
import './tenants.scss'

const EVERYTHING = ''
const tones: Record<DeliveryState, Tone> = { waiting: 'wait', sent: 'done', dead: 'late' }

function DeliveryRow({ row, onAgain }: { readonly row: WebhookDeliveryView; readonly onAgain: () => void }) {
  return (
    <ListRow
      title={row.number}
      detail={deliveryLine(row, new Date())}
      meta={<StatusPill tone={tones[row.state]}>{deliveryStateLabel[row.state]}</StatusPill>}
      action={
        row.maySendAgain ? (
          <Button kind="outline" small label={`${row.number}，再发一次`} onTap={onAgain}>
            再发一次
          </Button>
        ) : undefined
      }
    />
  )
}

/** The ledger of one address. */
function Deliveries({ id }: { readonly id: string }) {
  const [state, setState] = useState<DeliveryState>()
  const deliveries = useDeliveries(id, state)
  const again = useSendAgain()
  return (
    <>
      <SectionTitle title="推送记录" note="留 30 天" />
      <FilterChips
        label="按结果看"
        chips={[
          { value: EVERYTHING, label: '全部' },
          ...deliveryStates.map((value) => ({ value, label: deliveryStateLabel[value] })),
        ]}
        chosen={[state ?? EVERYTHING]}
        onChange={([value]) => setState(deliveryStates.find((known) => known === value))}
      />
      {again.error !== null && <Banner kind="alert">{sentenceOf(again.error)}</Banner>}
      <PagedList
        query={deliveries}
        empty={
          <Surface>
            <EmptyState icon="history">
              {state === undefined ? '还没有推送过。公开的意见有变化时会推送' : '没有这样的记录'}
            </EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((row) => (
              <DeliveryRow
                key={row.id}
                row={row}
                onAgain={() => again.mutate(row.id, { onSuccess: () => showToast('马上再发一次') })}
              />
            ))}
          </Surface>
        )}
      </PagedList>
    </>
  )
}

function Acts({ webhook }: { readonly webhook: WebhookView }) {
  const [ending, setEnding] = useState(false)
  const end = useEndWebhook()
  const resume = useResumeWebhook()
  const error = end.error ?? resume.error
  if (webhook.state === 'ended') return null
  return (
    <>
      {error !== null && <Banner kind="alert">{sentenceOf(error)}</Banner>}
      <Box className="tenant-acts">
        {webhook.state === 'suspended' && (
          <Button busy={resume.isPending && '正在恢复'} onTap={() => resume.mutate(webhook.id)}>
            恢复推送
          </Button>
        )}
        <Button kind="danger" onTap={() => setEnding(true)}>
          停用
        </Button>
      </Box>
      <ConfirmSheet
        open={ending}
        question={`停止往“${webhook.name}”推送吗`}
        consequence="停用后不再推送，不能恢复，只能重新添加。推送记录还能看"
        act="停用"
        danger
        busy={end.isPending ? '正在停用' : undefined}
        onCancel={() => setEnding(false)}
        onConfirm={() => end.mutate(webhook.id, { onSettled: () => setEnding(false) })}
      />
    </>
  )
}

/** One address that is told of public cases: how it does, what was sent there, and once more by hand. */
export function WebhookPage({ id }: { readonly id: string }) {
  const query = useWebhook(id)
  const now = new Date()
  return (
    <StaffConsole
      title="推送地址"
      inside
      placeless
      current="tenants"
      backTo={
        query.data
          ? pageUrl('/packages/staff-district/webhooks', { id: query.data.communityId })
          : '/packages/staff-district/tenants'
      }
    >
      <QueryView query={query}>
        {(webhook) => (
          <>
            {webhook.needsSecret && (
              <Banner kind="alert">
                签名密钥打不开，推送已经暂停。请停用这个地址，重新添加一次，把新的密钥交给对方
              </Banner>
            )}
            {webhook.state === 'suspended' && !webhook.needsSecret && (
              <Banner kind="wait">{`连着 ${suspendedAfterDays} 天一次也没有送到，已经暂停。请对方修好后再恢复`}</Banner>
            )}
            <Surface padded>
              <InfoList
                facts={[
                  { name: '对方系统', value: webhook.name },
                  { name: '推送到', value: webhook.address },
                  { name: '签名密钥', value: `……${webhook.tail}` },
                  { name: '添加时间', value: dateAndTime(new Date(webhook.createdAt), now) },
                  {
                    name: '现在',
                    value: (
                      <Box className="webhook-now">
                        <StatusPill tone={webhookPill(webhook).tone}>{webhookPill(webhook).word}</StatusPill>
                        {webhookLine(webhook, now)}
                      </Box>
                    ),
                  },
                ]}
              />
            </Surface>
            <Acts webhook={webhook} />
          </>
        )}
      </QueryView>
      <Deliveries id={id} />
    </StaffConsole>
  )
}
