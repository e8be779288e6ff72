import type { GrantView } from '@linli/shared/grants/grants.schema'
import type { ResponseOf } from '@linli/shared/contract'
import type { grantSchemas } from '@linli/shared/grants/grants.schema'
import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { postText, sinceText, termText } from './grant-words'
import { HandOverSheet } from './hand-over-sheet'
import { ExpirySheet, RevokeSheet } from './holder-acts'
import './grants.scss'

export type Holder = ResponseOf<(typeof grantSchemas)['holder']>

function GrantLine({
  grant,
  onAct,
}: {
  readonly grant: GrantView
  readonly onAct: (act: 'revoke' | 'expiry', grant: GrantView) => void
}) {
  const now = new Date()
  const name = postText(grant)
  return (
    <ListRow
      title={name}
      detail={`${termText(grant, now)}，${sinceText(grant, now)}`}
      meta={
        grant.endsSoon ? (
          <StatusPill tone="wait">快到期</StatusPill>
        ) : grant.endedBy !== null ? (
          `${grant.endedBy}办理`
        ) : undefined
      }
      action={
        grant.abilities.revoke && (
          <Box className="grant-acts">
            {grant.abilities.changeExpiry && (
              <Button small kind="outline" label={`改期限，${name}`} onTap={() => onAct('expiry', grant)}>
                改期限
              </Button>
            )}
            <Button small kind="outline" label={`收回，${name}`} onTap={() => onAct('revoke', grant)}>
              收回
            </Button>
          </Box>
        )
      }
    />
  )
}

/** One person's roles now and before, and what can be done with them. */
export function HolderCard({
  holder,
  onMoved,
}: {
  readonly holder: Holder
  readonly onMoved: (id: string) => void
}) {
  const [open, setOpen] = useState<{ act: 'revoke' | 'expiry'; grant: GrantView }>()
  const [handing, setHanding] = useState(false)
  const held = holder.grants.filter(({ endedAt }) => endedAt === null)
  const past = holder.grants.filter(({ endedAt }) => endedAt !== null)
  const act = (kind: 'revoke' | 'expiry', grant: GrantView) => setOpen({ act: kind, grant })
  const close = () => setOpen(undefined)
  return (
    <>
      <SectionTitle title="现在的身份" />
      <Surface>
        {held.length === 0 && <Box className="grant-note">现在没有身份</Box>}
        {held.map((grant) => (
          <GrantLine key={grant.id} grant={grant} onAct={act} />
        ))}
      </Surface>
      {holder.abilities.handOver && (
        <Box className="grant-hand-over">
          <Button kind="outline" onTap={() => setHanding(true)}>
            离岗交接
          </Button>
          <Box className="grant-note">
            {holder.work.notices > 0
              ? `名下有 ${holder.work.notices} 条没发布的通知，会一起交接`
              : '全部身份一次交给另一个人'}
          </Box>
        </Box>
      )}
      {past.length > 0 && (
        <>
          <SectionTitle title="以前的身份" />
          <Surface>
            {past.map((grant) => (
              <GrantLine key={grant.id} grant={grant} onAct={act} />
            ))}
          </Surface>
        </>
      )}
      {open?.act === 'revoke' && <RevokeSheet grant={open.grant} onClose={close} />}
      {open?.act === 'expiry' && <ExpirySheet grant={open.grant} onClose={close} />}
      {handing && (
        <HandOverSheet
          from={holder}
          notices={holder.work.notices}
          onClose={() => setHanding(false)}
          onDone={(id) => {
            setHanding(false)
            onMoved(id)
          }}
        />
      )}
    </>
  )
}
