import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { deskKindLabel, deskKinds } from '@linli/shared/bookings/rooms.rules'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { goBack } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { FilterChips } from '@/ui/filter-chips'
import { focusField } from '@/ui/focus'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import {
  deskFaults,
  deskFaultsFrom,
  formOf,
  inputOf,
  isSameDesk,
  newDesk,
  weekOf,
  type DeskFaults,
  type DeskForm,
} from './desk-form'
import { DeskNeeds } from './desk-needs'
import { DeskSeats, type PartProps } from './desk-seats'
import { EditNote, useEditDraft } from './edit-draft'
import { HoursField } from './hours-field'
import { useDesks, usePreviewDesk, useSaveDesk, useServiceNames } from './queries'
import { SpecialDays } from './special-days'
import { TouchedSheet } from './touched-sheet'
import './staff-bookings.scss'

const SCHEDULE = '/packages/staff-bookings/schedule'
/** Monday first, as people count; the contract counts from Sunday. */
const weekdays = [1, 2, 3, 4, 5, 6, 0] as const
const weekdayWords = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const
const MONDAY = 1
const workdays: readonly number[] = [1, 2, 3, 4, 5]

function What({ form, faults, onChange, communityId }: PartProps & { readonly communityId: string }) {
  const names = useServiceNames(communityId).data?.items ?? []
  return (
    <>
      <SectionTitle title="窗口" />
      <Surface padded>
        <TextField
          id="name"
          label="名字"
          maxLength={20}
          placeholder="例如：1 号窗口"
          value={form.name}
          onChange={(name) => onChange({ name })}
          error={faults.name}
        />
        <TextField
          id="place"
          label="在哪里"
          maxLength={60}
          placeholder="例如：社区服务站一楼，进门左手"
          value={form.place}
          onChange={(place) => onChange({ place })}
          error={faults.place}
        />
        <PickerField
          id="kind"
          label="是什么"
          kind="list"
          value={form.kind}
          options={deskKinds.map((value) => ({ value, label: deskKindLabel[value] }))}
          onChange={(value) => onChange({ kind: deskKinds.find((one) => one === value) ?? form.kind })}
        />
        {form.kind === 'room' && (
          <TextField
            id="mostHeads"
            label="最多坐几个人"
            optional
            kind="digits"
            maxLength={4}
            help="只有一间的，下面“一样的有几间”填 1"
            value={form.mostHeads}
            onChange={(mostHeads) => onChange({ mostHeads })}
            error={faults.mostHeads}
          />
        )}
      </Surface>
      {form.kind === 'means' ? null : (
        <>
          <SectionTitle title="在这里办什么" note={`选了 ${form.serviceCodes.length} 项`} />
          <Box className="desk-services">
            <FilterChips
              label="在这里办什么"
              multiple
              wrap
              ticked
              chips={names
                .filter(({ offered }) => offered)
                .map(({ code, label }) => ({ value: code, label }))}
              chosen={form.serviceCodes}
              onChange={(serviceCodes) => onChange({ serviceCodes })}
            />
          </Box>
          <FieldError id="serviceCodes-error">{faults.serviceCodes}</FieldError>
        </>
      )}
    </>
  )
}

function When({ form, faults, onChange }: PartProps) {
  const { times, seats } = weekOf(form)
  const asMonday = () =>
    onChange({
      weekly: form.weekly.map((hours, day) => (workdays.includes(day) ? (form.weekly[MONDAY] ?? []) : hours)),
    })
  return (
    <>
      <SectionTitle
        title="每周的时间"
        note={form.kind === 'means' ? `一周 ${times} 段` : `一周 ${times} 段，网上 ${seats} 个名额`}
      >
        <Button kind="plain" small onTap={asMonday}>
          周二到周五同周一
        </Button>
      </SectionTitle>
      <Surface padded>
        {weekdays.map((day) => (
          <HoursField
            key={day}
            id={`weekly-${day}`}
            label={weekdayWords[day]}
            hours={form.weekly[day] ?? []}
            error={faults[`weekly.${day}`]}
            onChange={(hours) =>
              onChange({ weekly: form.weekly.map((old, index) => (index === day ? hours : old)) })
            }
          />
        ))}
      </Surface>
      <SectionTitle title="节假日" />
      <Surface>
        <SwitchRow
          title="法定节假日不开"
          detail="按国务院每年公布的放假安排"
          on={form.closedOnHolidays}
          onChange={(closedOnHolidays) => onChange({ closedOnHolidays })}
        />
      </Surface>
      <Surface padded>
        <PickerField
          id="makeupAs"
          label="调休上班的周末"
          kind="list"
          value={form.makeupAs}
          options={[
            { value: '', label: '照周末，不另开' },
            ...workdays.map((day) => ({ value: String(day), label: `照${weekdayWords[day] ?? ''}的时间开` })),
          ]}
          onChange={(makeupAs) => onChange({ makeupAs })}
        />
      </Surface>
      <SectionTitle title="特别的日子" note="停办，或者加开" />
      <Surface padded>
        <SpecialDays days={form.special} faults={faults} onChange={(special) => onChange({ special })} />
      </Surface>
    </>
  )
}

interface EditorProps {
  readonly communityId: string
  readonly desk: DeskView | undefined
  /** People and equipment that desks of the community share. */
  readonly means: readonly DeskView[]
  /** Begins anew with what is stored. */
  readonly onDiscard: () => void
}

function Editor({ communityId, desk, means, onDiscard }: EditorProps) {
  const key = `desk:${desk?.id ?? communityId}`
  const stored = desk === undefined ? { ...newDesk, read: 0 } : { ...formOf(desk), read: desk.version }
  const draft = useEditDraft<DeskForm & { readonly read: number }>(key, stored, isSameDesk)
  const form = draft.value
  const [faults, setFaults] = useState<DeskFaults>({})
  const [touched, setTouched] = useState<readonly DeskBookingView[]>()
  const save = useSaveDesk()
  const preview = usePreviewDesk()
  const attempt = useAttempt(key)
  const change = (part: Partial<DeskForm>) => {
    setFaults({})
    forgetEnd(save)
    preview.reset()
    draft.change(part)
  }
  const discard = () => {
    draft.clear()
    attempt.startAnew()
    onDiscard()
  }
  const show = (found: DeskFaults): boolean => {
    setFaults(found)
    const [first] = Object.keys(found)
    if (first !== undefined) focusField(first.replace('.', '-'))
    return first !== undefined
  }
  const store = (propose: string[]) => {
    const input = inputOf(form)
    sendForm(
      save,
      desk === undefined
        ? { kind: 'open', ...attempt.begin({ communityId, ...input }) }
        : {
            kind: 'change',
            id: desk.id,
            body: { ...input, version: form.read, active: form.active, propose },
          },
      {
        ...(desk === undefined && { attempt }),
        forget: draft.clear,
        onSuccess: ({ outside }) => {
          showToast(outside === 0 ? '已保存，时段已生成' : `已保存，有 ${outside} 个预约在新时间之外`)
          goBack(SCHEDULE)
        },
        onError: (error) => {
          setTouched(undefined)
          if (error instanceof ApiError) show(deskFaultsFrom(error.issues, inputOf(form)))
        },
      },
    )
  }
  /** Whom the change touches is shown before anything is saved. */
  const send = () => {
    if (show(deskFaults(form))) return
    if (desk === undefined) {
      store([])
      return
    }
    preview.mutate(
      { id: desk.id, body: { ...inputOf(form), version: form.read, active: form.active } },
      {
        onSuccess: ({ items }) => {
          if (items.length === 0) store([])
          else setTouched(items)
        },
        onError: (error) => {
          if (error instanceof ApiError) show(deskFaultsFrom(error.issues, inputOf(form)))
        },
      },
    )
  }
  const error = save.error ?? preview.error
  const raced = error instanceof ApiError && error.code === 'version_conflict'
  const wrong = Object.keys(faults).length
  const part = { form, faults, onChange: change }
  return (
    <Box className="desk-edit">
      <EditNote draft={draft} what="这个窗口" onDiscard={discard} />
      {desk !== undefined && (
        <Surface>
          <SwitchRow
            title={form.kind === 'means' ? '在用' : '开放预约'}
            detail={
              form.kind === 'means'
                ? '关掉后，要用它的事约不上新的，已约的照常办'
                : '关掉后不再放新的名额，已约的照常办'
            }
            on={form.active}
            onChange={(active) => change({ active })}
          />
        </Surface>
      )}
      <What {...part} communityId={communityId} />
      <When {...part} />
      <DeskSeats {...part} />
      {form.kind !== 'means' && <DeskNeeds {...part} means={means} />}
      {/* Beside the button: the top of this form is far away by then. */}
      {error !== null && !raced && <Banner kind="alert">{`${sentenceOf(error)}。您填的内容还在`}</Banner>}
      {raced && (
        <Banner kind={draft.overtaken ? 'wait' : 'info'}>
          {draft.overtaken ? '同事刚改过这个窗口，请到页面上面选一下按谁的' : '已经是您填的样子，不用再保存'}
        </Banner>
      )}
      <Box className="desk-save">
        {wrong > 0 && <Box className="desk-save__why">{`还有 ${wrong} 处要改，往上看有说明`}</Box>}
        <Button id="save-desk" busy={(save.isPending || preview.isPending) && '正在保存'} onTap={send}>
          {desk === undefined ? '生成时段' : '保存并更新时段'}
        </Button>
      </Box>
      {touched !== undefined && (
        <TouchedSheet
          items={touched}
          busy={save.isPending}
          onClose={() => setTouched(undefined)}
          onSave={store}
        />
      )}
    </Box>
  )
}

/** One desk: what is done there, when, how many, and until when it can be booked. */
export function DeskPage({ id }: { readonly id: string | undefined }) {
  const { communityId } = useDesk()
  const desks = useDesks(communityId)
  const [rounds, setRounds] = useState(0)
  return (
    <StaffConsole
      title={id === undefined ? '新窗口' : '设置窗口'}
      inside
      current="bookings"
      backTo={SCHEDULE}
    >
      <QueryView query={desks}>
        {({ items }) => {
          const desk = items.find((one) => one.id === id)
          if (communityId === undefined) return null
          if (id !== undefined && desk === undefined)
            return <Banner kind="info">没有找到这个窗口，请回到列表</Banner>
          return (
            <Editor
              key={`${desk?.id ?? 'new'}:${rounds}`}
              communityId={communityId}
              desk={desk}
              means={items.filter(({ kind, active }) => active && kind === 'means')}
              onDiscard={() => setRounds(rounds + 1)}
            />
          )
        }}
      </QueryView>
    </StaffConsole>
  )
}
