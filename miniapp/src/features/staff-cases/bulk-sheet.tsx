import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import {
  bulkActOf,
  bulkItemsOf,
  bulkKinds,
  copiesLeft,
  emptyBulk,
  type BulkDraft,
  type BulkKind,
} from './bulk-draft'
import { copyFault } from './copy-draft'
import { BulkLines, BulkResults, copyFieldOf } from './bulk-lines'
import { useBulkPreview, useBulkRun } from './bulk-queries'
import { useCaseParties } from './queries'
import { useReplyTemplates } from './template-queries'

interface BulkSheetProps {
  readonly kind: BulkKind
  readonly communityId: string
  readonly ids: readonly string[]
  readonly onClose: () => void
  /** Everything that could be done is done. */
  readonly onDone: () => void
}

interface WordsProps {
  readonly communityId: string
  readonly value: BulkDraft
  readonly onChange: (part: Partial<BulkDraft>) => void
}

function DispatchWords({ communityId, value, onChange }: WordsProps) {
  const parties = useCaseParties(communityId)
  return (
    <QueryView query={parties}>
      {({ items }) => (
        <>
          <SectionTitle title="主办" note="只有一个" />
          <OptionGroup
            id="bulk-lead"
            label="主办"
            options={items.map(({ key, label }) => ({ value: key, title: label }))}
            chosen={value.leadKey === '' ? [] : [value.leadKey]}
            onChange={([leadKey = '']) => onChange({ leadKey })}
          />
          <TextField
            id="bulk-instruction"
            label="请对方做什么"
            optional
            lines={2}
            maxLength={200}
            value={value.instruction}
            onChange={(instruction) => onChange({ instruction })}
          />
        </>
      )}
    </QueryView>
  )
}

function ReplyWords({ communityId, value, onChange }: WordsProps) {
  const templates = useReplyTemplates(communityId)
  return (
    <>
      <QueryView query={templates}>
        {({ items }) => (
          <OptionGroup
            id="bulk-templates"
            label="从模板开始"
            options={items.map(({ title, text }, at) => ({ value: String(at), title, detail: text }))}
            chosen={[]}
            onChange={([at]) => onChange({ text: items[Number(at)]?.text ?? value.text })}
          />
        )}
      </QueryView>
      <TextField
        id="bulk-text"
        label="答复，每一位居民都会收到"
        lines={4}
        maxLength={1000}
        value={value.text}
        onChange={(text) => onChange({ text })}
      />
    </>
  )
}

/** One act on many cases: the words, then which cases will change and why the others stay, then what became of each. */
export function BulkSheet({ kind, communityId, ids, onClose, onDone }: BulkSheetProps) {
  const { label, done } = bulkKinds.find((one) => one.kind === kind) ?? { label: '', done: '' }
  const draft = useDraft(`bulk:${kind}`, emptyBulk)
  const attempt = useAttempt(`bulk:${kind}`)
  const preview = useBulkPreview()
  const run = useBulkRun()
  const [fault, setFault] = useState<string>()
  const [tried, setTried] = useState(false)
  const { copies } = draft.value
  const words = { communityId, value: draft.value, onChange: draft.change }
  const lines = preview.data?.items
  const items = lines ? bulkItemsOf(lines, copies) : []
  const wrong = items.filter(({ copyText }) => copyText !== undefined && copyFault(copyText))
  const error = run.error ?? preview.error
  const look = () => {
    const act = bulkActOf(kind, draft.value)
    if (typeof act === 'string') return setFault(act)
    setFault(undefined)
    run.reset()
    preview.mutate({ act, ids: [...ids] })
  }
  const send = () => {
    const act = bulkActOf(kind, draft.value)
    if (typeof act === 'string') return
    const [first] = wrong
    if (first !== undefined) {
      setTried(true)
      return focusField(copyFieldOf(first.id))
    }
    const left = copiesLeft(copies, items)
    sendForm(run, attempt.begin({ act, items }), {
      attempt,
      forget: () => {
        draft.clear()
        if (Object.keys(left).length > 0) draft.change({ copies: left })
      },
    })
  }
  const step =
    run.data !== undefined ? (
      <Button onTap={onDone}>知道了</Button>
    ) : lines === undefined ? (
      <Button busy={preview.isPending && '正在核对'} onTap={look}>
        看看会改哪些
      </Button>
    ) : (
      <Button disabled={items.length === 0} busy={run.isPending && '正在办'} onTap={send}>
        {`${label} ${items.length} 件`}
      </Button>
    )
  return (
    <Sheet
      open
      title={`${label}，选了 ${ids.length} 件`}
      onClose={run.data === undefined ? onClose : onDone}
      acts={
        <>
          {run.data === undefined && (
            <Button kind="outline" onTap={lines === undefined ? onClose : () => preview.reset()}>
              {lines === undefined ? '再想想' : '上一步'}
            </Button>
          )}
          {step}
        </>
      }
    >
      {error !== null && (
        <Banner
          kind={isAlreadySent(error) ? 'wait' : 'alert'}
          {...(isAlreadySent(error) && {
            act: '当作新的一次',
            onAct: () => {
              attempt.startAnew()
              run.reset()
            },
          })}
        >
          {isAlreadySent(error) ? '上一次已经办好了，现在选的还没有提交' : sentenceOf(error)}
        </Banner>
      )}
      {tried && run.data === undefined && wrong.length > 0 && (
        <Banner kind="alert">{`还没有派出，有 ${wrong.length} 件的内容要改，请看标红的地方`}</Banner>
      )}
      {run.data !== undefined ? (
        <BulkResults lines={run.data.items} done={done} />
      ) : lines !== undefined ? (
        <BulkLines
          lines={lines}
          copies={copies}
          onCopy={(id, text) => draft.alter((before) => ({ copies: { ...before.copies, [id]: text } }))}
        />
      ) : (
        <>
          {kind === 'accept' && <Box as="p">先看一遍哪几件能受理、哪几件不能，看过再定</Box>}
          {kind === 'dispatch' && <DispatchWords {...words} />}
          {kind === 'reply' && <ReplyWords {...words} />}
          {kind === 'urgent' && (
            <TextField
              id="bulk-text"
              label="为什么急"
              lines={2}
              maxLength={200}
              value={draft.value.text}
              onChange={(text) => draft.change({ text })}
            />
          )}
          <FieldError id="bulk-fault">{fault}</FieldError>
        </>
      )}
    </Sheet>
  )
}
