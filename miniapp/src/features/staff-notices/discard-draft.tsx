import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { replacePage } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { showToast } from '@/ui/toast'
import { useNoticeAct } from './queries'
import type { NoticeEditorState } from './use-notice-editor'

/** Throws the draft away, on the server and on this device; asks once, because it does not come back. */
export function DiscardDraft({ editor }: { readonly editor: NoticeEditorState }) {
  const [asking, setAsking] = useState(false)
  const act = useNoticeAct()
  const { known } = editor
  const discard = async () => {
    try {
      if (known !== undefined) await act.mutateAsync({ ...known, event: 'discard' })
    } catch {
      // Said below by the mutation's own error; the draft stays.
      return setAsking(false)
    }
    // Awaited rather than left to a callback: once the draft is gone this part of the page is gone too.
    editor.forget()
    showToast('草稿已删除')
    replacePage('/packages/staff-notices/list')
  }
  if (known === undefined && !editor.dirty) return null
  return (
    <Box className="discard-draft">
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      <Button kind="plain" icon="trash" narrow disabled={editor.saving} onTap={() => setAsking(true)}>
        删除草稿
      </Button>
      <ConfirmSheet
        open={asking}
        question="删除这份草稿吗"
        consequence="删除后找不回来。还没有发出，居民不会知道"
        act="删除"
        danger
        busy={act.isPending ? '正在删除' : undefined}
        onConfirm={() => void discard()}
        onCancel={() => setAsking(false)}
      />
    </Box>
  )
}
