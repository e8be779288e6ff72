import type { ResponseOf } from '@linli/shared/contract'
import type { ApiKeyView, open311Schemas } from '@linli/shared/open311/open311.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { NewSecret } from './new-secret'

type NewKey = ResponseOf<(typeof open311Schemas)['createKey']>

const stateWords: Record<ApiKeyView['state'], string> = {
  valid: '有效',
  expired: '已到期',
  revoked: '已停用',
}
const terms = [
  { value: '90', title: '三个月' },
  { value: '365', title: '一年' },
  { value: '730', title: '两年' },
]

function KeyRow({ item, onRevoke }: { readonly item: ApiKeyView; readonly onRevoke: () => void }) {
  const today = dayOf(new Date())
  const until = `${dayText(dayOf(new Date(item.expiresAt)), today)}到期`
  const whose = item.organisation === null ? '' : `代表${item.organisation}，`
  const used = item.usedOn === null ? '还没有用过' : `最近 ${dayText(item.usedOn, today)}用过`
  return (
    <ListRow
      title={`${item.name}（…${item.tail}）`}
      detail={`${whose}${until}，${used}`}
      meta={<StatusPill tone={item.state === 'valid' ? 'run' : 'off'}>{stateWords[item.state]}</StatusPill>}
      action={
        item.state === 'valid' ? (
          <Button kind="danger" small onTap={onRevoke}>
            停用
          </Button>
        ) : undefined
      }
    />
  )
}

/** 接口密钥: which other systems reach this community's opinion box, and until when. */
export function KeysPage({ communityId }: { readonly communityId: string }) {
  const client = useQueryClient()
  const queryKey = ['api-keys', communityId]
  const keys = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.open311.keys({ query: { communityId } }, { signal }),
  })
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [days, setDays] = useState('365')
  const [revoking, setRevoking] = useState<ApiKeyView>()
  /** Shown this once: it stays while the next one is being written. */
  const [made, setMade] = useState<NewKey>()
  const settle = { onSettled: () => client.invalidateQueries({ queryKey }) }
  const create = useMutation({
    mutationFn: () => {
      const whose = organisation.trim()
      return api.open311.createKey({
        body: {
          ...{ communityId, name: name.trim(), days: Number(days) },
          ...(whose === '' ? {} : { organisation: whose }),
        },
      })
    },
    onSuccess: (key) => {
      setMade(key)
      setName('')
      setOrganisation('')
    },
    ...settle,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => api.open311.revokeKey({ params: { id } }),
    ...settle,
  })
  const failed = create.error instanceof ApiError ? create.error : undefined
  const whoseError = failed?.issueAt('organisation')
  const short = name.trim().length < 2
  return (
    <StaffConsole
      title="接口密钥"
      inside
      placeless
      current="tenants"
      backTo={pageUrl('/packages/staff-district/tenant', { id: communityId })}
    >
      {made !== undefined && (
        <>
          <NewSecret what="密钥" name={made.key.name} secret={made.secret} />
          <NewSecret
            what="签名密钥"
            name={`${made.key.name}，推送办理情况时签名用；编号 ${made.key.id}`}
            secret={made.signingSecret}
          />
        </>
      )}
      <SectionTitle title="发一把新的" note="其他系统凭它提交意见、查进展、告诉社区办到哪一步" />
      <Surface padded>
        <TextField
          id="key-name"
          label="给哪个系统"
          maxLength={40}
          placeholder="例如 12345 热线"
          value={name}
          onChange={(value) => {
            forgetEnd(create)
            setName(value)
          }}
          error={create.error === null || whoseError !== undefined ? undefined : sentenceOf(create.error)}
        />
        <TextField
          id="key-organisation"
          label="代表哪个单位"
          optional
          help="填了，对方推送的“已收到、办理中、已处理”就算这个单位在办，居民看得到。不填，只能说它自己交来的意见"
          maxLength={40}
          placeholder="例如 锦程物业"
          value={organisation}
          onChange={(value) => {
            forgetEnd(create)
            setOrganisation(value)
          }}
          error={whoseError}
        />
        <OptionGroup
          id="key-days"
          label="有效多久"
          asked
          options={terms}
          chosen={[days]}
          onChange={([value]) => setDays(value ?? '365')}
        />
        <Button disabled={short} busy={create.isPending && '正在生成'} onTap={() => create.mutate()}>
          生成密钥
        </Button>
      </Surface>
      <SectionTitle title="已经发出的" />
      <QueryView query={keys}>
        {({ items }) => (
          <Surface>
            {items.length === 0 && <EmptyState icon="link">还没有其他系统接进来</EmptyState>}
            {items.map((item) => (
              <KeyRow key={item.id} item={item} onRevoke={() => setRevoking(item)} />
            ))}
          </Surface>
        )}
      </QueryView>
      {revoke.error !== null && <Banner kind="alert">{sentenceOf(revoke.error)}</Banner>}
      <ConfirmSheet
        open={revoking !== undefined}
        question={`停用“${revoking?.name ?? ''}”的密钥吗`}
        consequence="停用后对方马上不能提交和查询，不能恢复，只能再发一把"
        act="停用"
        danger
        busy={revoke.isPending ? '正在停用' : undefined}
        onCancel={() => setRevoking(undefined)}
        onConfirm={() => revoking && revoke.mutate(revoking.id, { onSettled: () => setRevoking(undefined) })}
      />
    </StaffConsole>
  )
}
