import type { WebhookView } from '@linli/shared/webhooks/webhooks.schema'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { NewSecret } from './new-secret'
import { useNewWebhook, useWebhooks } from './webhook-queries'
import { webhookLine, webhookPill } from './webhook-words'

function WebhookRow({ item }: { readonly item: WebhookView }) {
  const { word, tone } = webhookPill(item)
  const line = webhookLine(item, new Date())
  return (
    <ListRow
      title={item.name}
      detail={item.address}
      meta={
        <>
          <StatusPill tone={tone}>{word}</StatusPill>
          {line}
        </>
      }
      label={`${item.name}，${word}，${line}`}
      to={pageUrl('/packages/staff-district/webhook', { id: item.id })}
    />
  )
}

function NewWebhook({
  communityId,
  hosts,
}: {
  readonly communityId: string
  readonly hosts: readonly string[]
}) {
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const create = useNewWebhook()
  const failed = create.error instanceof ApiError ? create.error : undefined
  const fieldFaults = { name: failed?.issueAt('name'), address: failed?.issueAt('address') }
  const unplaced = create.error !== null && !fieldFaults.name && !fieldFaults.address
  if (hosts.length === 0) {
    return (
      <Surface>
        <EmptyState icon="lock">
          平台还没有允许往任何网站推送。请平台运维把对方的网站加进允许的名单，再回到这里添加
        </EmptyState>
      </Surface>
    )
  }
  const submit = () =>
    create.mutate(
      { communityId, name: name.trim(), address: address.trim() },
      {
        onSuccess: () => {
          setName('')
          setAddress('')
        },
      },
    )
  return (
    <>
      {create.data !== undefined && (
        <NewSecret what="签名密钥" name={create.data.webhook.name} secret={create.data.secret} />
      )}
      <Surface padded>
        <TextField
          id="webhook-name"
          label="给哪个系统"
          maxLength={40}
          placeholder="例如 12345 热线"
          value={name}
          onChange={setName}
          error={fieldFaults.name}
        />
        <TextField
          id="webhook-address"
          label="推送到哪个地址"
          help={`以 https:// 开头。现在可以用的网站：${hosts.join('、')}`}
          maxLength={300}
          placeholder={`https://${hosts[0]}/`}
          value={address}
          onChange={setAddress}
          error={fieldFaults.address}
        />
        {unplaced && <Banner kind="alert">{sentenceOf(create.error)}</Banner>}
        <Button
          disabled={name.trim().length < 2 || address.trim().length < 12}
          busy={create.isPending && '正在添加'}
          onTap={submit}
        >
          添加推送地址
        </Button>
      </Surface>
    </>
  )
}

/** 推送地址: which other systems are told when a public case of this community changes, and how that goes. */
export function WebhooksPage({ communityId }: { readonly communityId: string }) {
  const webhooks = useWebhooks(communityId)
  return (
    <StaffConsole
      title="推送地址"
      note="公开的意见有变化时告诉对方系统，只说公开的内容"
      inside
      placeless
      current="tenants"
      backTo={pageUrl('/packages/staff-district/tenant', { id: communityId })}
    >
      <QueryView query={webhooks}>
        {({ items, hosts }) => (
          <>
            <SectionTitle title="添加一个" />
            <NewWebhook communityId={communityId} hosts={hosts} />
            <SectionTitle title="已经添加的" />
            <Surface>
              {items.length === 0 && <EmptyState icon="link">还没有推送地址</EmptyState>}
              {items.map((item) => (
                <WebhookRow key={item.id} item={item} />
              ))}
            </Surface>
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
