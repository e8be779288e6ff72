import { peoplePermissions } from '@linli/shared/people/people.permissions'
import type { Role } from '@linli/shared/roles'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { useActor } from '@/platform/session'
import { useFormKey } from '@/platform/use-form-key'
import { OptionGroup } from '@/ui/option-group'
import { showToast } from '@/ui/toast'
import { useGrants, useHandOver } from './queries'
import { SomeoneFields, someoneOf, type SomeoneDraft } from './someone-fields'

interface HandOverSheetProps {
  readonly from: { readonly accountId: string; readonly name: string }
  readonly notices: number
  readonly onClose: () => void
  readonly onDone: (toAccountId: string) => void
}

const OTHER = 'other'
const everybody = { nodeId: undefined, role: undefined, state: 'held', q: undefined } as const

/** Everything of one person goes to another: a colleague, or somebody new. */
export function HandOverSheet({ from, notices, onClose, onDone }: HandOverSheetProps) {
  const actor = useActor()
  const handOver = useHandOver()
  const key = useFormKey()
  const list = useGrants(everybody, true)
  const [chosen, setChosen] = useState<string>()
  const [someone, setSomeone] = useState<SomeoneDraft>({ way: 'phone', phone: '', name: '' })
  const names = new Map(
    list.data?.pages.flatMap(({ items }) => items).map(({ accountId, name }) => [accountId, name]) ?? [],
  )
  const colleagues = [...names].filter(([id]) => id !== from.accountId && id !== actor?.accountId)
  const to = chosen === OTHER ? someoneOf(someone) : chosen === undefined ? undefined : { accountId: chosen }
  const readsRoll = actor?.roles.some((held) =>
    (peoplePermissions.read.roles as readonly Role[]).includes(held.role),
  )
  const issue = (path: string) =>
    handOver.error instanceof ApiError ? handOver.error.issueAt(path) : undefined
  return (
    <ActSheet
      open
      title={`把${from.name}的工作交给谁`}
      act="全部交接"
      busy={handOver.isPending && '正在交接'}
      disabled={to === undefined}
      error={handOver.error}
      onAct={() =>
        to !== undefined &&
        handOver.mutate(
          { fromAccountId: from.accountId, to, idempotencyKey: key.current() },
          {
            onSuccess: (done) => {
              showToast(`已交接 ${done.grants} 项身份`)
              onDone(done.toAccountId)
            },
            onError: key.settle,
          },
        )
      }
      onClose={onClose}
    >
      {`${from.name}的全部身份${notices > 0 ? `和 ${notices} 条没发布的通知` : ''}一次交出，办件由社区一起办，不用交接`}
      <OptionGroup
        id="hand-over-to"
        label="交给谁"
        options={[
          ...colleagues.map(([value, title]) => ({ value, title })),
          { value: OTHER, title: '其他人', detail: '要先用手机登录过' },
        ]}
        chosen={chosen === undefined ? [] : [chosen]}
        onChange={([value]) => setChosen(value)}
      />
      {chosen === OTHER && (
        <SomeoneFields
          id="hand-over"
          draft={someone}
          onChange={setSomeone}
          roll={readsRoll === true}
          signedIn
          issue={issue}
        />
      )}
    </ActSheet>
  )
}
