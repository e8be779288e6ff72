import type { TenantStreetView } from '@linli/shared/tenants/tenants.schema'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { useFormKey } from '@/platform/use-form-key'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useCreateCommunity, useCreateStreet, useRename } from './queries'

/** What an answer says is wrong with one field of a form. */
export const issueIn = (error: Error | null) => (path: string) =>
  error instanceof ApiError ? error.issueAt(path) : undefined

export function NewStreetSheet({ onClose }: { readonly onClose: () => void }) {
  const create = useCreateStreet()
  const key = useFormKey()
  const [name, setName] = useState('')
  const taken = create.error instanceof ApiError && create.error.code === 'conflict'
  return (
    <ActSheet
      open
      title="新增街道"
      act="新增"
      busy={create.isPending && '正在新增'}
      disabled={name.trim().length < 2}
      error={taken ? null : create.error}
      onAct={() =>
        create.mutate(
          { name: name.trim(), idempotencyKey: key.current() },
          {
            onSuccess: () => {
              showToast('已新增街道')
              onClose()
            },
            onError: key.settle,
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="street-name"
        label="街道名称"
        maxLength={20}
        value={name}
        onChange={setName}
        error={taken ? '已经有叫这个名字的街道了' : issueIn(create.error)('name')}
      />
    </ActSheet>
  )
}

const emptyCommunity = { name: '', code: '', phone: '', address: '', supervisionPhone: '' }
const emptyAdmins = [
  { name: '', phone: '' },
  { name: '', phone: '' },
]

/** A new community with the two administrators it begins with. */
export function NewCommunitySheet({
  streets,
  onClose,
  onMade,
}: {
  readonly streets: readonly TenantStreetView[]
  readonly onClose: () => void
  readonly onMade: (id: string) => void
}) {
  const create = useCreateCommunity()
  const key = useFormKey()
  const [streetId, setStreetId] = useState(streets.length === 1 ? (streets[0]?.id ?? '') : '')
  const [draft, setDraft] = useState(emptyCommunity)
  const [admins, setAdmins] = useState(emptyAdmins)
  const issue = issueIn(create.error)
  const taken =
    create.error instanceof ApiError && create.error.code === 'conflict'
      ? '名称或编号字母已经有社区在用'
      : undefined
  const change = (field: keyof typeof emptyCommunity) => (value: string) =>
    setDraft((known) => ({ ...known, [field]: value }))
  const changeAdmin = (index: number, field: 'name' | 'phone') => (value: string) =>
    setAdmins((known) => known.map((admin, at) => (at === index ? { ...admin, [field]: value } : admin)))
  const isFilled =
    streetId !== '' &&
    Object.values(draft).every((value) => value.trim() !== '') &&
    admins.every(({ name, phone }) => name.trim().length >= 2 && phone.trim().length === 11)
  const send = () =>
    create.mutate(
      {
        streetId,
        name: draft.name.trim(),
        code: draft.code.trim().toUpperCase(),
        contact: {
          phone: draft.phone.trim(),
          address: draft.address.trim(),
          supervisionPhone: draft.supervisionPhone.trim(),
        },
        admins: admins.map(({ name, phone }) => ({ name: name.trim(), phone: phone.trim() })),
        idempotencyKey: key.current(),
      },
      {
        onSuccess: ({ id }) => {
          showToast('已新增社区，两位负责人登录后就能开始')
          onMade(id)
        },
        onError: key.settle,
      },
    )
  return (
    <ActSheet
      open
      title="新增社区"
      act="新增"
      busy={create.isPending && '正在新增'}
      disabled={!isFilled}
      error={create.error}
      said={taken}
      onAct={send}
      onClose={onClose}
    >
      <PickerField
        id="community-street"
        label="所在街道"
        kind="list"
        value={streetId}
        placeholder="请选择"
        options={streets.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setStreetId}
        error={issue('streetId')}
      />
      <TextField
        id="community-name"
        label="社区名称"
        maxLength={20}
        value={draft.name}
        onChange={change('name')}
        error={taken ?? issue('name')}
      />
      <TextField
        id="community-code"
        label="编号字母"
        maxLength={4}
        help="2 至 4 个大写字母，意见编号用它开头，例如青禾社区用 QH"
        value={draft.code}
        onChange={change('code')}
        error={taken ?? issue('code')}
      />
      <TextField
        id="community-phone"
        label="社区电话"
        maxLength={20}
        value={draft.phone}
        onChange={change('phone')}
        error={issue('contact.phone')}
      />
      <TextField
        id="community-address"
        label="办公地址"
        maxLength={60}
        value={draft.address}
        onChange={change('address')}
        error={issue('contact.address')}
      />
      <TextField
        id="community-supervision"
        label="监督电话"
        maxLength={20}
        value={draft.supervisionPhone}
        onChange={change('supervisionPhone')}
        error={issue('contact.supervisionPhone')}
      />
      <SectionTitle title="两位负责人" note="用手机号登录后就能使用" />
      {admins.map(({ name, phone }, index) => (
        <AdminFields
          key={index === 0 ? 'first' : 'second'}
          index={index}
          name={name}
          phone={phone}
          onName={changeAdmin(index, 'name')}
          onPhone={changeAdmin(index, 'phone')}
          issue={issue}
        />
      ))}
    </ActSheet>
  )
}

function AdminFields(props: {
  readonly index: number
  readonly name: string
  readonly phone: string
  readonly onName: (value: string) => void
  readonly onPhone: (value: string) => void
  readonly issue: (path: string) => string | undefined
}) {
  const { index, issue } = props
  const which = index === 0 ? '第一位' : '第二位'
  return (
    <>
      <TextField
        id={`admin-${index}-name`}
        label={`${which}姓名`}
        maxLength={20}
        value={props.name}
        onChange={props.onName}
        error={issue(`admins.${index}.name`)}
      />
      <TextField
        id={`admin-${index}-phone`}
        label={`${which}手机号`}
        kind="digits"
        maxLength={11}
        value={props.phone}
        onChange={props.onPhone}
        error={issue(`admins.${index}.phone`)}
      />
    </>
  )
}

/** Another name for a street or a community. */
export function RenameSheet({
  of,
  onClose,
}: {
  readonly of: { readonly id: string; readonly name: string; readonly version: number }
  readonly onClose: () => void
}) {
  const rename = useRename()
  const [name, setName] = useState(of.name)
  const taken = rename.error instanceof ApiError && rename.error.code === 'conflict'
  return (
    <ActSheet
      open
      title={`给${of.name}改名`}
      act="改名"
      busy={rename.isPending && '正在改名'}
      disabled={name.trim().length < 2 || name.trim() === of.name}
      error={taken ? null : rename.error}
      onAct={() =>
        rename.mutate(
          { id: of.id, version: of.version, name: name.trim() },
          {
            onSuccess: () => {
              showToast('已改名')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      从今天起用新名称，以前的记录还显示旧名称
      <TextField
        id="tenant-name"
        label="新名称"
        maxLength={20}
        value={name}
        onChange={setName}
        error={taken ? '已经有叫这个名字的了' : issueIn(rename.error)('name')}
      />
    </ActSheet>
  )
}
