import {
  actingRuleLabel,
  actingRules,
  limitUnits,
  materialNeedLabel,
  materialNeeds,
  serviceGroups,
  type LimitUnit,
} from '@linli/shared/services/services.catalogue'
import { MOST_FORMS } from '@linli/shared/services/limits.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { goBack } from '@/platform/navigate'
import { randomId } from '@/platform/random-id'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useWritesGuides } from './catalogue-page'
import { useChangeGuide, useGuide } from './catalogue-queries'
import { EditNote, useEditDraft } from './edit-draft'
import {
  guideFaults,
  guideFaultsFrom,
  guideFormOf,
  guideInputOf,
  newGuide,
  type GuideFaults,
  type GuideForm,
} from './guide-form'
import { GuideForms } from './guide-forms'
import { GuideQuestions } from './guide-questions'
import './staff-bookings.scss'

const CATALOGUE = '/packages/staff-bookings/catalogue'
const MOST_MATERIALS = 30
const unitWords: Readonly<Record<LimitUnit, string>> = {
  'at-once': '当场办好',
  hours: '小时',
  workdays: '工作日',
  days: '自然日',
}

interface PartProps {
  readonly form: GuideForm
  readonly faults: GuideFaults
  readonly onChange: (part: Partial<GuideForm>) => void
}

function What({ form, faults, onChange }: PartProps) {
  return (
    <Surface padded>
      <TextField
        id="label"
        label="事项的名字"
        maxLength={30}
        value={form.label}
        onChange={(label) => onChange({ label })}
        error={faults.label}
      />
      <PickerField
        id="group"
        label="放在哪一类"
        kind="list"
        value={form.group}
        options={serviceGroups.map(({ code, label }) => ({ value: code, label }))}
        onChange={(value) =>
          onChange({ group: serviceGroups.find(({ code }) => code === value)?.code ?? form.group })
        }
      />
      <TextField
        id="words"
        label="居民平时怎么叫"
        optional
        maxLength={200}
        help="用顿号隔开，居民搜这些叫法也能找到"
        placeholder="例如：老年证、敬老卡"
        value={form.words}
        onChange={(words) => onChange({ words })}
        error={faults.words}
      />
    </Surface>
  )
}

function Papers({ form, faults, onChange }: PartProps) {
  const { materials } = form
  const change = (at: number, part: Partial<GuideForm['materials'][number]>) =>
    onChange({ materials: materials.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <>
      <SectionTitle title="材料" note="能核对的不要居民带" />
      <Surface padded>
        {materials.map(({ name, need }, index) => (
          <Box key={index} className="guide-paper">
            <TextField
              id={`materials-${index}`}
              label={`第 ${index + 1} 样`}
              maxLength={60}
              value={name}
              onChange={(value) => change(index, { name: value })}
              error={faults[`materials.${index}`]}
            />
            <PickerField
              id={`need-${index}`}
              label="要不要带"
              kind="list"
              value={need}
              options={materialNeeds.map((value) => ({ value, label: materialNeedLabel[value] }))}
              onChange={(value) =>
                change(index, { need: materialNeeds.find((one) => one === value) ?? need })
              }
            />
            <Button
              kind="plain"
              small
              label={`去掉第 ${index + 1} 样`}
              onTap={() => onChange({ materials: materials.filter((_, at) => at !== index) })}
            >
              去掉
            </Button>
          </Box>
        ))}
        {materials.length < MOST_MATERIALS && (
          <Button
            kind="tint"
            onTap={() => onChange({ materials: [...materials, { name: '', need: 'required' }] })}
          >
            加一样材料
          </Button>
        )}
      </Surface>
    </>
  )
}

function Terms({ form, faults, onChange }: PartProps) {
  const { limitUnit } = form
  return (
    <>
      <SectionTitle title="时限和费用" />
      <Surface padded>
        <PickerField
          id="limitUnit"
          label="多久办好"
          kind="list"
          value={limitUnit}
          options={[
            { value: '', label: '以当地办事指南为准' },
            ...limitUnits.map((value) => ({ value, label: unitWords[value] })),
          ]}
          onChange={(value) => onChange({ limitUnit: limitUnits.find((one) => one === value) ?? '' })}
        />
        {limitUnit !== '' && limitUnit !== 'at-once' && (
          <TextField
            id="limitAmount"
            label={`几个${unitWords[limitUnit]}`}
            kind="digits"
            maxLength={3}
            value={form.limitAmount}
            onChange={(limitAmount) => onChange({ limitAmount })}
            error={faults.limitAmount}
          />
        )}
        {limitUnit !== '' && (
          <TextField
            id="limitSource"
            label="依据"
            maxLength={60}
            value={form.limitSource}
            onChange={(limitSource) => onChange({ limitSource })}
            error={faults.limitSource}
          />
        )}
        <TextField
          id="fee"
          label="收费"
          maxLength={40}
          value={form.fee}
          onChange={(fee) => onChange({ fee })}
          error={faults.fee}
        />
      </Surface>
      <SectionTitle title="谁能办" />
      <Surface padded>
        <PickerField
          id="acting"
          label="谁来办"
          kind="list"
          value={form.acting}
          options={actingRules.map((value) => ({ value, label: actingRuleLabel[value] }))}
          onChange={(value) => onChange({ acting: actingRules.find((one) => one === value) ?? form.acting })}
        />
        <TextField
          id="condition"
          label="条件"
          optional
          lines={2}
          maxLength={200}
          placeholder="例如：年满 60 周岁"
          value={form.condition}
          onChange={(condition) => onChange({ condition })}
          error={faults.condition}
        />
      </Surface>
    </>
  )
}

/** How often it can be booked before what is booked is done. */
function Often({ form, faults, onChange }: PartProps) {
  const figures = [
    ['person', '一个人最多同时约几个'],
    ['home', '一户最多同时约几个'],
    ['homeDay', '一户一天最多约几个'],
  ] as const
  return (
    <>
      <SectionTitle title="能约几个" note="空着就不限" />
      <Surface padded>
        {figures.map(([name, label]) => (
          <TextField
            key={name}
            id={name}
            label={label}
            optional
            kind="digits"
            maxLength={2}
            value={form[name]}
            onChange={(value) => onChange({ [name]: value })}
            error={faults[name]}
          />
        ))}
      </Surface>
    </>
  )
}

/** A code of its own for an item the starting set does not have. */
const ownCode = () =>
  `own-${randomId()
    .toLowerCase()
    .replaceAll(/[^a-z\d]/g, '')
    .slice(0, 12)}`

interface EditorProps {
  readonly communityId: string
  readonly service: ServiceView | undefined
  /** Begins anew with what is stored. */
  readonly onDiscard: () => void
}

/** A guide that is written, with what it was written against. */
interface WrittenGuide extends GuideForm {
  /** Kept with the words: a new item that is sent again after its answer was lost is the same item. */
  readonly code: string
  readonly read: number
  readonly photos: readonly FileView[]
}

const writtenOf = (service: ServiceView | undefined): WrittenGuide =>
  service === undefined
    ? { ...newGuide, code: ownCode(), read: 0, photos: [] }
    : { ...guideFormOf(service), code: service.code, read: service.version, photos: service.forms }

const wordsOf = (written: WrittenGuide): string =>
  JSON.stringify(
    guideInputOf(
      written,
      '',
      undefined,
      written.photos.map(({ id }) => id),
    ),
  )
const isSameGuide = (one: WrittenGuide, other: WrittenGuide): boolean => wordsOf(one) === wordsOf(other)

function Editor({ communityId, service, onDiscard }: EditorProps) {
  const [blank] = useState(() => writtenOf(undefined))
  const stored = service === undefined ? blank : writtenOf(service)
  const draft = useEditDraft(`guide:${communityId}:${service?.code ?? 'new'}`, stored, isSameGuide)
  const form = draft.value
  const [faults, setFaults] = useState<GuideFaults>({})
  const writes = useWritesGuides()
  const change = useChangeGuide(form.code)
  const edit = (part: Partial<GuideForm>) => {
    setFaults({})
    forgetEnd(change)
    draft.change(part)
  }
  const show = (found: GuideFaults): boolean => {
    setFaults(found)
    const [first] = Object.keys(found)
    if (first !== undefined) focusField(first.replace('.', '-'))
    return first !== undefined
  }
  const forms = useKeptUploads('service_form', MOST_FORMS, draft)
  const arrived = useAfterUploads(forms, () => {
    const before = service && { limit: service.limit, version: form.read }
    sendForm(change, guideInputOf(form, communityId, before, forms.fileIds), {
      forget: draft.clear,
      onSuccess: () => {
        showToast('已保存。已约的仍按约时的指南')
        goBack(CATALOGUE)
      },
      onError: (error) => {
        if (error instanceof ApiError) show(guideFaultsFrom(error.issues))
      },
    })
  })
  const send = () => {
    if (show(guideFaults(form))) return
    arrived.send()
  }
  const raced = change.error instanceof ApiError && change.error.code === 'version_conflict'
  const part = { form, faults, onChange: edit }
  return (
    <>
      {writes && (
        <EditNote
          draft={draft}
          what="这份指南"
          onDiscard={() => {
            draft.clear()
            onDiscard()
          }}
        />
      )}
      {!writes && <Banner kind="info">办事指南由社区管理员修改，您可以看</Banner>}
      <Surface>
        <SwitchRow
          title="现在办这件事"
          detail="关掉后居民能看指南，不能约"
          on={form.offered}
          onChange={(offered) => edit({ offered })}
        />
      </Surface>
      <What {...part} />
      <Papers {...part} />
      <GuideForms uploads={forms} fault={faults['formIds']} />
      <Terms {...part} />
      <Often {...part} />
      <GuideQuestions
        questions={form.questions}
        faults={faults}
        onChange={(questions) => edit({ questions })}
      />
      {change.error !== null && !raced && (
        <Banner kind="alert">{`${sentenceOf(change.error)}。您填的内容还在`}</Banner>
      )}
      {raced && (
        <Banner kind={draft.overtaken ? 'wait' : 'info'}>
          {draft.overtaken
            ? '同事刚改过这份指南，请到页面上面选一下按谁的'
            : service === undefined
              ? '这个事项刚才已经加上了，要改就到事项列表里打开它'
              : '已经是您填的样子，不用再保存'}
        </Banner>
      )}
      {writes && (
        <Box className="desk-save">
          <Button
            id="save-guide"
            busy={change.isPending ? '正在保存' : arrived.waiting && '等表格传完'}
            onTap={send}
          >
            {service === undefined ? '新增事项' : '保存指南'}
          </Button>
        </Box>
      )}
    </>
  )
}

/** One guide, to be read by residents as it is written here. */
export function GuidePage({ code }: { readonly code: string | undefined }) {
  const { communityId } = useDesk()
  const guide = useGuide(communityId, code)
  const [rounds, setRounds] = useState(0)
  const onDiscard = () => setRounds(rounds + 1)
  return (
    <StaffConsole
      title={code === undefined ? '新增事项' : (guide.data?.label ?? '办事指南')}
      inside
      current="bookings"
      backTo={CATALOGUE}
    >
      {communityId !== undefined &&
        (code === undefined ? (
          <Editor key={rounds} communityId={communityId} service={undefined} onDiscard={onDiscard} />
        ) : (
          <QueryView query={guide}>
            {(service) => (
              <Editor key={rounds} communityId={communityId} service={service} onDiscard={onDiscard} />
            )}
          </QueryView>
        ))}
    </StaffConsole>
  )
}
