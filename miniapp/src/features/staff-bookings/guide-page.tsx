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
import { GuideWords } from '@/features/services/service-guide'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
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
import { Often, Papers, Terms, What } from './guide-parts'
import { GuideQuestions } from './guide-questions'
import './staff-bookings.scss'

const CATALOGUE = '/packages/staff-bookings/catalogue'

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
      <EditNote
        draft={draft}
        what="这份指南"
        onDiscard={() => {
          draft.clear()
          onDiscard()
        }}
      />
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
      <Box className="desk-save">
        <Button
          id="save-guide"
          busy={change.isPending ? '正在保存' : arrived.waiting && '等表格传完'}
          onTap={send}
        >
          {service === undefined ? '新增事项' : '保存指南'}
        </Button>
      </Box>
    </>
  )
}

/** What whoever serves, and does not write guides, has of one: the residents' view, with nothing to type that could not be saved. */
function Reading({ service }: { readonly service: ServiceView }) {
  return (
    <>
      <Banner kind="info">这里和居民看到的一样，要改请找社区负责人</Banner>
      <GuideWords service={service} />
    </>
  )
}

/** One guide, to be read by residents as it is written here. */
export function GuidePage({ code }: { readonly code: string | undefined }) {
  const { communityId } = useDesk()
  const writes = useWritesGuides()
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
        code === undefined &&
        (writes ? (
          <Editor key={rounds} communityId={communityId} service={undefined} onDiscard={onDiscard} />
        ) : (
          <Banner kind="info">新增事项请找社区负责人</Banner>
        ))}
      {communityId !== undefined && code !== undefined && (
        <QueryView query={guide}>
          {(service) =>
            writes ? (
              <Editor key={rounds} communityId={communityId} service={service} onDiscard={onDiscard} />
            ) : (
              <Reading service={service} />
            )
          }
        </QueryView>
      )}
    </StaffConsole>
  )
}
