import type { FileView } from '@linli/shared/files/files.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState, type ReactNode } from 'react'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { cls } from '@/ui/class-names'
import { Tabs } from '@/ui/tabs'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import { PhotoField } from '@/features/opinions/text-step'
import { ActFault } from './act-fault'
import type { CaseAct, useCaseAct } from './queries'
import { TemplateSheet } from './template-sheet'

type Kind = 'reply' | 'respond' | 'question' | 'note'

const words: Record<
  Kind,
  { readonly tab: string; readonly hint: string; readonly send: string; readonly done: string }
> = {
  reply: {
    tab: '回复居民',
    hint: '写清楚做了什么、还要做什么、什么时候做完。居民会收到提醒',
    send: '发送回复',
    done: '回复已发给居民',
  },
  respond: {
    tab: '答复追问',
    hint: '居民看了答复又问了一句。办件状态不变',
    send: '发送答复',
    done: '答复已发给居民',
  },
  question: {
    tab: '请居民补充',
    hint: '一次问清楚。等居民回答的时候不计时',
    send: '发送提问',
    done: '已请居民补充，期间不计时',
  },
  note: { tab: '内部备注', hint: '只有工作人员能看到', send: '记下备注', done: '备注已记下' },
}
/** Where the category's time runs on while the resident is asked. */
const runningOn = { hint: '一次问清楚。等居民回答的时候期限照常计算', done: '已请居民补充，期限照常计算' }
const MOST_PHOTOS = 9
const TEXT_MIN = 2
const noUploads = { busy: false, failed: 0 }
type ComposerDraft = Readonly<Record<Kind, string>> & {
  readonly photos: readonly FileView[]
  /** How it was before the work; absent in drafts from before it was asked. */
  readonly before?: readonly FileView[]
}
const empty: ComposerDraft = { reply: '', respond: '', question: '', note: '', photos: [], before: [] }
/** What most answers with a photo say; a person sees it before it goes. */
const DONE_TEXT = '已经处理好了，请您看看。没有解决的话，可以在这里再办一次。'

const QUOTED = 24
/** The beginning of what was typed, enough to know it again. */
const quoteOf = (text: string): string =>
  text.trim().length > QUOTED ? `“${text.trim().slice(0, QUOTED)}……”` : `“${text.trim()}”`

interface CaseComposerProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  /** The one-tap acts, in the line of the main button. */
  readonly acts?: ReactNode
}

/** Reply, question and note, each with its own draft; a note looks different so that it is never sent by mistake. */
export function CaseComposer({ item, act, acts }: CaseComposerProps) {
  const { abilities, version, id } = item
  const kinds = (['respond', 'reply', 'question', 'note'] as const).filter(
    (kind) => abilities[kind === 'question' ? 'requestInfo' : kind],
  )
  const stops = item.category.pauses || item.deadline?.kind === 'acceptance'
  const said = stops ? words : { ...words, question: { ...words.question, ...runningOn } }
  const wide = useWide()
  const [chosen, setChosen] = useState<Kind>()
  const [choosing, setChoosing] = useState(false)
  const draft = useDraft(`case:${id}`, empty)
  const uploads = useKeptUploads('opinion_photo', MOST_PHOTOS, draft)
  const earlier = useKeptUploads('opinion_photo', MOST_PHOTOS, {
    value: { photos: draft.value.before ?? [] },
    change: ({ photos = [] }) => draft.change({ before: photos }),
  })
  const [tried, setTried] = useState<Kind>()
  const kind = (chosen !== undefined && kinds.includes(chosen) ? chosen : kinds[0]) ?? 'note'
  const takesPhotos = kind === 'reply' || kind === 'respond'
  const attempt = useAttempt(`case:${id}:${kind}`)
  const text = draft.value[kind].trim()
  const inputOf = (): CaseAct => {
    if (kind === 'question') return { event: 'requestInfo', version, question: text }
    if (kind === 'note') return { event: 'note', ...attempt.begin({ version, text }) }
    const photoIds = [...uploads.fileIds]
    if (kind === 'respond') return { event: kind, ...attempt.begin({ version, text, photoIds }) }
    const beforeIds = [...earlier.fileIds]
    const before = beforeIds.length > 0 && { beforeIds }
    return { event: kind, ...attempt.begin({ version, text, photoIds, ...before }) }
  }
  const deliver = () => {
    const written = { [kind]: draft.value[kind] }
    sendForm(act, inputOf(), {
      attempt,
      forget: () => {
        draft.sent(written)
        if (takesPhotos) uploads.clear()
        if (kind === 'reply') earlier.clear()
      },
      onSuccess: () => {
        setTried(undefined)
        showToast(said[kind].done)
      },
    })
  }
  // Photos go with a reply alone: a question or a note waits for none.
  const waited =
    kind === 'reply'
      ? { busy: uploads.busy || earlier.busy, failed: uploads.failed + earlier.failed }
      : takesPhotos
        ? uploads
        : noUploads
  const arrived = useAfterUploads(waited, deliver)
  // Beside the button that was tapped: on a phone the head of the case is a screen and more away.
  const fault = <ActFault error={act.error} status={item.statusLabel} onClose={() => act.reset()} />
  if (kinds.length === 0)
    return (
      <>
        {fault}
        {acts}
      </>
    )
  const send = () => {
    setTried(kind)
    if (text.length >= TEXT_MIN) arrived.send()
  }
  // Done on the spot: the words that nearly every such answer has, and the camera, in one tap.
  const finish = () => {
    if (text === '') draft.change({ reply: DONE_TEXT })
    void uploads.choosePhotos()
  }
  const startAnew = () => {
    attempt.startAnew()
    act.reset()
  }
  const issue = act.error instanceof ApiError ? act.error : undefined
  // Somebody else was faster, and the case takes no such words any more: they are not lost without a sign.
  const stranded = (['respond', 'reply', 'question'] as const).find(
    (one) => !kinds.includes(one) && draft.value[one].trim() !== '',
  )
  const keepAsNote = (from: Kind) => {
    const note = [draft.value.note, draft.value[from]].filter(Boolean).join('\n')
    draft.change({ [from]: '', note })
    setChosen('note')
  }
  return (
    <Box className={cls('composer', `composer--${kind}`)}>
      <Tabs
        label="写什么"
        tabs={kinds.map((value) => ({ value, label: words[value].tab }))}
        value={kind}
        onChange={(value) => {
          setChosen(value as Kind)
          setTried(undefined)
          forgetEnd(act)
        }}
      />
      {isAlreadySent(act.error) && (
        <Banner kind="wait" act="当作新的一条" onAct={startAnew}>
          上一次写的已经送到了，可以在办理经过里看到。现在写的还没有送出
        </Banner>
      )}
      {stranded !== undefined && kinds.includes('note') && !act.isPending && (
        <Banner kind="wait" act="放进备注" onAct={() => keepAsNote(stranded)}>
          {`现在不能${words[stranded].tab}了，您写的还留着：${quoteOf(draft.value[stranded])}`}
        </Banner>
      )}
      <TextField
        id="composer"
        label={words[kind].tab}
        lines={wide ? 2 : 3}
        maxLength={kind === 'question' ? 200 : 1000}
        placeholder={said[kind].hint}
        value={draft.value[kind]}
        onChange={(value) => {
          // Where somebody writes stays in front, also when a colleague's act brings another tab before it.
          setChosen(kind)
          draft.change({ [kind]: value })
        }}
        error={
          tried === kind && text.length < TEXT_MIN
            ? '请先写几个字'
            : (issue?.issueAt('text') ?? issue?.issueAt('question'))
        }
      />
      <Box className="composer__pair">
        {kind === 'reply' && (
          <Box className="composer__side">
            <Box className="composer__photos">办理前（可不传）</Box>
            <PhotoField id="beforeIds" uploads={earlier} hint="居民会看到前后对照" />
          </Box>
        )}
        {takesPhotos && (
          <Box className="composer__side">
            {kind === 'reply' && <Box className="composer__photos">办理后</Box>}
            <PhotoField uploads={uploads} error={issue?.issueAt('photoIds')} />
          </Box>
        )}
      </Box>
      {fault}
      <Box className="composer__acts">
        <Button
          kind={kind === 'note' ? 'outline' : 'main'}
          busy={act.isPending ? '正在发送' : arrived.waiting && '等照片传完'}
          onTap={send}
        >
          {words[kind].send}
        </Button>
        {kind === 'reply' && (
          <Button kind="tint" icon="camera" onTap={finish}>
            办好了，拍照
          </Button>
        )}
        {takesPhotos && (
          <Button kind="plain" onTap={() => setChoosing(true)}>
            答复模板
          </Button>
        )}
        {acts}
      </Box>
      {choosing && (
        <TemplateSheet
          communityId={item.communityId}
          written={draft.value[kind]}
          keeps={!item.limited}
          onClose={() => setChoosing(false)}
          onChoose={(chosenText) => {
            draft.change({ [kind]: chosenText })
            setChoosing(false)
          }}
        />
      )}
    </Box>
  )
}
