import type { FileView } from '@linli/shared/files/files.schema'
import { MOST_OFFICIAL_FILES } from '@linli/shared/polls/polls.kinds'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { useState } from 'react'
import { AttachmentField } from '@/features/staff-notices/attachment-field'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { goBack, pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { useDraft } from '@/platform/use-draft'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import {
  askedOf,
  formOf,
  readForm,
  type OfficialForm,
  type TypedQuestion,
  type TypedSums,
} from './official-form'
import { useDeskPoll, useRecordOfficial } from './queries'
import './staff-polls.scss'

type FaultAt = (path: string) => string | undefined

interface SumsFieldProps {
  readonly path: string
  readonly label: string
  readonly value: TypedSums
  readonly hasArea: boolean
  readonly faultAt: FaultAt
  readonly onChange: (value: TypedSums) => void
}

/** Heads, and area beside them where it counts. */
function SumsField({ path, label, value, hasArea, faultAt, onChange }: SumsFieldProps) {
  return (
    <Box className="official-sums">
      <TextField
        id={`${path}.votes`}
        label={`${label}，人数`}
        kind="digits"
        maxLength={8}
        value={value.votes}
        onChange={(votes) => onChange({ ...value, votes })}
        error={faultAt(`${path}.votes`)}
      />
      {hasArea && (
        <TextField
          id={`${path}.area`}
          label={`${label}，面积（平方米）`}
          maxLength={14}
          value={value.area}
          onChange={(area) => onChange({ ...value, area })}
          error={faultAt(`${path}.area`)}
        />
      )}
    </Box>
  )
}

interface QuestionPartProps {
  readonly index: number
  readonly text: string
  readonly options: readonly string[]
  readonly value: TypedQuestion
  readonly setup: PollDeskView['draft']['setup']
  readonly faultAt: FaultAt
  readonly onChange: (value: TypedQuestion) => void
}

function QuestionPart({ index, text, options, value, setup, faultAt, onChange }: QuestionPartProps) {
  const { hasArea, countsSilent } = askedOf(setup)
  const at = `questions.${index}`
  const shared = { hasArea, faultAt }
  return (
    <>
      <SectionTitle title={setup.questions.length > 1 ? `第 ${index + 1} 题` : '问题'} note={text} />
      <Surface padded label={text}>
        <SumsField
          {...shared}
          path={`${at}.cast`}
          label="参加表决"
          value={value.cast}
          onChange={(cast) => onChange({ ...value, cast })}
        />
        {options.map((option, place) => (
          <SumsField
            {...shared}
            key={option}
            path={`${at}.options.${place}`}
            label={option}
            value={value.options[place] ?? { votes: '', area: '' }}
            onChange={(next) =>
              onChange({
                ...value,
                options: value.options.map((known, here) => (here === place ? next : known)),
              })
            }
          />
        ))}
        {countsSilent && (
          <SumsField
            {...shared}
            path={`${at}.silent`}
            label="送达后没有投的"
            value={value.silent}
            onChange={(silent) => onChange({ ...value, silent })}
          />
        )}
        <Box className="setup-rule">参加表决的里面包括弃权的。弃权的不用填，会自己算出来。</Box>
      </Surface>
    </>
  )
}

type Draft = OfficialForm & { readonly photos: readonly FileView[] }

function FormPart({ poll }: { readonly poll: PollDeskView }) {
  const { setup } = poll.draft
  const { official } = poll
  const [initial] = useState<Draft>(() => ({ ...formOf(setup, official), photos: official?.files ?? [] }))
  // The name stays when the answer brings another record: what was sent under it is forgotten then.
  const [name] = useState(`official:${poll.id}:${official?.at ?? 'new'}`)
  const draft = useDraft<Draft>(name, initial)
  const uploads = useKeptUploads('poll_record', MOST_OFFICIAL_FILES, draft)
  const record = useRecordOfficial(poll.id)
  const [tried, setTried] = useState(false)
  const wide = useWide()
  const form = draft.value
  const read = readForm(form, poll)
  const issue = record.error instanceof ApiError ? record.error : undefined
  const faultAt: FaultAt = (path) => (tried ? read.faults.get(path) : undefined) ?? issue?.issueAt(path)
  const missing = issue?.code === 'not_prepared' ? issue.details['missing'] : undefined
  const change = (part: Partial<OfficialForm>) => {
    forgetEnd(record)
    draft.change(part)
  }
  const arrived = useAfterUploads(uploads, () =>
    sendForm(
      record,
      {
        ...read.record,
        fileIds: [...uploads.fileIds],
        version: poll.version,
        reason: official === null ? undefined : form.reason.trim(),
      },
      {
        forget: () => {
          draft.clear()
          uploads.clear()
        },
        onSuccess: () => {
          showToast(official === null ? '已登记，核对后再公布' : '已更正，原来的还看得到')
          goBack(pageUrl('/packages/staff-council/poll', { id: poll.id }))
        },
      },
    ),
  )
  const send = () => {
    setTried(true)
    const [first] = read.faults.keys()
    if (first === undefined) arrived.send()
    else focusField(first)
  }
  const act = (
    <Button busy={record.isPending ? '正在登记' : arrived.waiting && '等照片传完'} onTap={send}>
      {official === null ? '登记结果' : '更正'}
    </Button>
  )
  return (
    <>
      {issue && issue.issues.length === 0 && (
        <Banner kind="alert">
          {Array.isArray(missing)
            ? `还不能登记：${missing.map(String).join('；')}`
            : `${sentenceOf(issue)}。您填的内容还在`}
        </Banner>
      )}
      {record.error && issue === undefined && <Banner kind="alert">{sentenceOf(record.error)}</Banner>}
      {tried && read.faults.size > 0 && <Banner kind="alert">有填得不对的地方，请看标出来的几处</Banner>}
      <Box className="setup-columns">
        <Box className="setup-columns__main">
          {setup.questions.map((question, index) => (
            <QuestionPart
              key={`question-${index + 1}`}
              index={index}
              text={question.text}
              options={question.options}
              value={
                form.questions[index] ?? {
                  cast: { votes: '', area: '' },
                  options: [],
                  silent: { votes: '', area: '' },
                }
              }
              setup={setup}
              faultAt={faultAt}
              onChange={(next) =>
                change({ questions: form.questions.map((known, at) => (at === index ? next : known)) })
              }
            />
          ))}
        </Box>
        <Box className="setup-columns__side">
          <SectionTitle title="从哪里来" />
          <Surface padded>
            <TextField
              id="system"
              label="哪个系统"
              placeholder="例如：市业主电子投票系统"
              maxLength={80}
              value={form.system}
              onChange={(system) => change({ system })}
              error={faultAt('system')}
            />
            <TextField
              id="reference"
              label="文号或编号"
              maxLength={80}
              value={form.reference}
              onChange={(reference) => change({ reference })}
              error={faultAt('reference')}
            />
            <PickerField
              id="decidedOn"
              label="结果的日期"
              kind="date"
              value={form.decidedOn}
              onChange={(decidedOn) => change({ decidedOn })}
              error={faultAt('decidedOn')}
            />
            {official !== null && (
              <TextField
                id="reason"
                label="为什么更正"
                help="大家都能看到；原来登记的也会留着"
                lines={3}
                maxLength={300}
                value={form.reason}
                onChange={(reason) => change({ reason })}
                error={faultAt('reason')}
              />
            )}
          </Surface>
          <SectionTitle title="原件" note="只有工作人员和居务监督能看" />
          <Surface padded label="原件">
            <AttachmentField
              id="fileIds"
              purpose="poll_record"
              uploads={uploads}
              error={faultAt('fileIds')}
              add="加原件的照片或 PDF"
            />
          </Surface>
        </Box>
      </Box>
      {wide ? <Box className="polldesk-acts">{act}</Box> : <BottomBar>{act}</BottomBar>}
    </>
  )
}

/** 登记官方系统的结果: figures of every question by heads and area, with the document they come from; or a correction. */
export function OfficialPage({ id }: { readonly id: string }) {
  const query = useDeskPoll(id)
  return (
    <StaffConsole
      title={query.data?.official ? '更正登记的结果' : '登记官方系统的结果'}
      note={query.data?.title}
      inside
      current="polls"
      backTo={pageUrl('/packages/staff-council/poll', { id })}
    >
      <QueryView query={query}>
        {(poll) =>
          poll.abilities['record_official'] === true || poll.abilities['correct_official'] === true ? (
            <FormPart poll={poll} />
          ) : (
            <Banner kind="info">
              {poll.isOfficial
                ? '还不能登记：要等表决截止，由社区负责人登记'
                : '这次表决不用官方系统，结果由这里计票'}
            </Banner>
          )
        }
      </QueryView>
    </StaffConsole>
  )
}
