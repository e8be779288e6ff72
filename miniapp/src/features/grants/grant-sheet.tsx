import type { StaffRole } from '@linli/shared/grants/grants.rules'
import type { GrantPlaceView } from '@linli/shared/grants/grants.schema'
import { peoplePermissions } from '@linli/shared/people/people.permissions'
import { roleLabel, type Role } from '@linli/shared/roles'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { useActor } from '@/platform/session'
import { useFormKey } from '@/platform/use-form-key'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useGrantRole } from './queries'
import { SomeoneFields, someoneOf, type SomeoneDraft } from './someone-fields'

interface GrantSheetProps {
  readonly places: readonly GrantPlaceView[]
  readonly onClose: () => void
}

/** The places with each role, in the order they are given. */
const rolesOf = (places: readonly GrantPlaceView[]): StaffRole[] => [
  ...new Set(places.flatMap(({ roles }) => roles)),
]
const placeLabel = ({ name, within, kind }: GrantPlaceView): string =>
  kind === 'grid' || kind === 'community' ? `${within ?? ''} ${name}`.trim() : name

/** Gives a role: which, where, to whom, until when. */
export function GrantSheet({ places, onClose }: GrantSheetProps) {
  const actor = useActor()
  const give = useGrantRole()
  const key = useFormKey()
  const roles = rolesOf(places)
  const [role, setRole] = useState('')
  const [chosen, setChosen] = useState('')
  const [someone, setSomeone] = useState<SomeoneDraft>({ way: 'phone', phone: '', name: '' })
  const [workPhone, setWorkPhone] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [lastDay, setLastDay] = useState('')
  const known = roles.find((one) => one === role)
  const where = places.filter((place) => known !== undefined && place.roles.includes(known))
  // A single place needs no choice.
  const nodeId =
    where.length === 1 ? where[0]?.nodeId : where.find((place) => place.nodeId === chosen)?.nodeId
  const holder = someoneOf(someone)
  const readsRoll = actor?.roles.some((held) =>
    (peoplePermissions.read.roles as readonly Role[]).includes(held.role),
  )
  const issue = (path: string) => (give.error instanceof ApiError ? give.error.issueAt(path) : undefined)
  const send = () => {
    if (known === undefined || nodeId === undefined || holder === undefined) return
    const extras = {
      workPhone: known === 'grid_worker' && workPhone.trim() !== '' ? workPhone.trim() : null,
      organisation: known === 'organisation_staff' ? organisation.trim() : null,
      lastDay: lastDay === '' ? null : lastDay,
    }
    give.mutate(
      { role: known, nodeId, holder, ...extras, idempotencyKey: key.current() },
      {
        onSuccess: ({ result }) => {
          showToast(result === 'granted' ? '已授权，并告诉了本人' : '等本人用这个手机号登录后生效')
          onClose()
        },
        onError: key.settle,
      },
    )
  }
  return (
    <ActSheet
      open
      title="授权"
      act="授权"
      busy={give.isPending && '正在授权'}
      disabled={
        known === undefined ||
        nodeId === undefined ||
        holder === undefined ||
        (known === 'organisation_staff' && organisation.trim() === '')
      }
      error={give.error}
      onAct={send}
      onClose={onClose}
    >
      <PickerField
        id="grant-role"
        label="什么身份"
        kind="list"
        value={role}
        placeholder="请选择"
        options={roles.map((value) => ({ value, label: roleLabel[value] }))}
        onChange={setRole}
        error={issue('role')}
      />
      {where.length > 1 && (
        <PickerField
          id="grant-place"
          label="在哪里"
          kind="list"
          value={chosen}
          placeholder="请选择"
          options={where.map((place) => ({ value: place.nodeId, label: placeLabel(place) }))}
          onChange={setChosen}
          error={issue('nodeId')}
        />
      )}
      <SomeoneFields
        id="grant"
        draft={someone}
        onChange={setSomeone}
        roll={readsRoll === true}
        issue={issue}
      />
      {known === 'organisation_staff' && (
        <TextField
          id="grant-organisation"
          label="单位名称"
          maxLength={40}
          value={organisation}
          onChange={setOrganisation}
          error={issue('organisation')}
        />
      )}
      {known === 'grid_worker' && (
        <TextField
          id="grant-work-phone"
          label="办公电话"
          optional
          help="会公开在网格名片上，不要填个人手机"
          maxLength={20}
          value={workPhone}
          onChange={setWorkPhone}
          error={issue('workPhone')}
        />
      )}
      <PickerField
        id="grant-last-day"
        label="到哪天为止"
        optional
        help="不选就是长期"
        kind="date"
        value={lastDay}
        placeholder="长期"
        from={dayOf(new Date())}
        onChange={setLastDay}
        error={issue('lastDay')}
      />
    </ActSheet>
  )
}
