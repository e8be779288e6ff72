import type { StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import { clockTime } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { Tabs } from '@/ui/tabs'
import { useWide } from '@/ui/wide'
import { AudiencePart } from './audience-part'
import { CheckPart } from './check-part'
import { DiscardDraft } from './discard-draft'
import { checkNotice } from './notice-checks'
import { PreviewPart } from './preview-part'
import { PublishActs } from './publish-acts'
import { useAudiencePreview } from './queries'
import { useNoticeEditor, type NoticeEditorState } from './use-notice-editor'
import { WritePart } from './write-part'
import './staff-notices.scss'

interface NoticeEditorProps {
  readonly communityId: string
  readonly notice: StaffNoticeView | undefined
}

const parts = [
  { value: 'write', label: '写' },
  { value: 'audience', label: '发给谁' },
  { value: 'check', label: '检查发布' },
] as const

/** `草稿，08:26 已保存`: what is safe where. */
function savedText({ saving, dirty, savedAt, known }: NoticeEditorState): string {
  if (saving) return '正在保存草稿'
  if (dirty) return '草稿已存在本机'
  if (savedAt !== undefined) return `草稿，${clockTime(new Date(savedAt))} 已保存`
  return known === undefined ? '新草稿' : '草稿'
}

interface EditorPartProps {
  readonly editor: NoticeEditorState
  /** Begins anew with what the server has. */
  readonly onAnew: () => void
}

/** A colleague was faster: whose text goes on is for the person to say, and until then both are kept. */
function Overtaken({ editor, onAnew }: EditorPartProps) {
  const [leaving, setLeaving] = useState(false)
  return (
    <>
      <Banner kind="alert">
        {editor.canGoOn
          ? '别人刚改过这份草稿。您写的还在，也存在本机了，请选用哪一份'
          : '别人刚改过这份草稿。您写的还在，也存在本机了，从列表重新打开可以接着写'}
      </Banner>
      {editor.canGoOn && (
        <Box className="editor-overtaken">
          <Button kind="outline" small onTap={editor.goOn}>
            用我写的
          </Button>
          <Button kind="plain" small onTap={() => setLeaving(true)}>
            放弃我写的，用别人改的
          </Button>
          <ConfirmSheet
            open={leaving}
            question="放弃您写的这一份吗"
            consequence="您写的会从本机删掉，找不回来。草稿里是别人改过的那一份。"
            act="放弃我写的"
            danger
            onConfirm={() => {
              editor.forget()
              onAnew()
            }}
            onCancel={() => setLeaving(false)}
          />
        </Box>
      )}
    </>
  )
}

function SaveTrouble({ editor, onAnew }: EditorPartProps) {
  if (editor.overtaken) return <Overtaken editor={editor} onAnew={onAnew} />
  if (editor.error === null) return null
  return (
    <Banner kind="alert" act="再存一次" onAct={() => void editor.flush()}>
      {`${sentenceOf(editor.error)}。您写的内容还在`}
    </Banner>
  )
}

/** One main button on each step, which names the next. */
function NextStep({ part, onGo }: { readonly part: string; readonly onGo: (part: string) => void }) {
  const next = parts[parts.findIndex(({ value }) => value === part) + 1]
  if (next === undefined) return null
  return <Button onTap={() => onGo(next.value)}>{`下一步：${next.label}`}</Button>
}

/** Write, aim, check, publish: three columns on a wide page, three steps on a phone. */
export function NoticeEditor(props: NoticeEditorProps) {
  const [round, setRound] = useState(0)
  return <Editor key={round} {...props} onAnew={() => setRound(round + 1)} />
}

function Editor({ communityId, notice, onAnew }: NoticeEditorProps & Pick<EditorPartProps, 'onAnew'>) {
  const wide = useWide()
  const editor = useNoticeEditor({ communityId, notice })
  const [part, setPart] = useState<string>('write')
  const preview = useAudiencePreview(communityId, editor.form.audience)
  // The figure of the audience before this one stands beside it while it is counted, but nothing is sent under it.
  const households = preview.isPlaceholderData ? undefined : preview.data?.households
  const { attachments, cover } = editor
  const files = { busy: attachments.busy || cover.busy, failed: attachments.failed + cover.failed }
  const checks = checkNotice({ form: editor.form, households, files, now: new Date() })
  // A scheduled notice goes back to its drafts first (ManageNotice).
  const discard = notice?.abilities.discard !== false && <DiscardDraft editor={editor} />
  const acts = <PublishActs editor={editor} checks={checks} households={households} />
  return (
    <StaffConsole
      title="写通知"
      inside
      note={savedText(editor)}
      current="notices"
      backTo="/packages/staff-notices/list"
      acts={wide ? acts : undefined}
      bar={<BottomBar>{part === 'check' ? acts : <NextStep part={part} onGo={setPart} />}</BottomBar>}
    >
      <SaveTrouble editor={editor} onAnew={onAnew} />
      {wide ? (
        <Box className="editor">
          <Box className="editor__write">
            <WritePart editor={editor} />
            <CheckPart checks={checks} />
            {discard}
          </Box>
          <Box className="editor__preview">
            <PreviewPart form={editor.form} />
          </Box>
          <Box className="editor__audience">
            <AudiencePart editor={editor} communityId={communityId} />
          </Box>
        </Box>
      ) : (
        <>
          <Box className="editor-saved" live="polite">
            {savedText(editor)}
          </Box>
          <Tabs label="写通知的步骤" tabs={parts} value={part} onChange={setPart} />
          {part === 'write' && (
            <>
              <WritePart editor={editor} />
              {discard}
            </>
          )}
          {part === 'audience' && <AudiencePart editor={editor} communityId={communityId} />}
          {part === 'check' && (
            <>
              <PreviewPart form={editor.form} />
              <CheckPart checks={checks} />
              {discard}
            </>
          )}
        </>
      )}
    </StaffConsole>
  )
}
