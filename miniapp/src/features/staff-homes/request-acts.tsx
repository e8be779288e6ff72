import { refusalLabel, refusalReasons } from '@linli/shared/homes/homes.kinds'
import type { RequestView } from '@linli/shared/homes/home-requests.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { RefuseSheet } from '@/features/staff-people/refuse-sheet'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useDecide } from './queries'
import { NEW_PERSON } from './request-body'

const reasonOptions = refusalReasons.map((value) => ({ value, title: refusalLabel[value] }))

interface SheetProps {
  readonly request: RequestView
  readonly onClose: () => void
}

function AskSheet({ request, onClose }: SheetProps) {
  const decide = useDecide(request.id)
  const [text, setText] = useState('')
  return (
    <ActSheet
      open
      title="请对方补充什么"
      act="发给对方"
      busy={decide.isPending && '正在发送'}
      disabled={text.trim() === ''}
      error={decide.error}
      onAct={() =>
        decide.mutate(
          { act: 'ask', version: request.version, text: text.trim() },
          {
            onSuccess: () => {
              showToast('已请对方补充，补上后重新计时')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="ask-text"
        label="要补充的内容"
        lines={3}
        maxLength={200}
        placeholder="例如：请拍租房合同有签字的一页"
        value={text}
        onChange={setText}
      />
    </ActSheet>
  )
}

function RefuseRequest({ request, onClose }: SheetProps) {
  const decide = useDecide(request.id)
  return (
    <RefuseSheet
      reasons={reasonOptions}
      reader="对方"
      maxLength={200}
      busy={decide.isPending}
      error={decide.error}
      onRefuse={(reason, text) =>
        decide.mutate(
          { act: 'refuse', version: request.version, reason, text },
          {
            onSuccess: () => {
              showToast('已告诉对方原因，照片已删除')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}

interface RequestActsProps {
  readonly request: RequestView
  /** Whom of the roll the applicant is, as chosen on the card; nothing before. */
  readonly chosen: string
}

const isOpen = ({ status }: RequestView): boolean => status === 'submitted' || status === 'needs_more'

/** 通过, 请补充, 不通过; each names what it does to the applicant. */
export function RequestActs({ request, chosen }: RequestActsProps) {
  const decide = useDecide(request.id)
  const [open, setOpen] = useState<'ask' | 'refuse'>()
  const { abilities, version } = request
  if (request.own && isOpen(request)) {
    return (
      <Box className="request-acts">
        <Box className="request-acts__why">这是您自己提交的，请同事来核对</Box>
      </Box>
    )
  }
  if (!abilities.approve && !abilities.refuse && !abilities.ask) return null
  const raced = decide.error instanceof ApiError && decide.error.code === 'version_conflict'
  const approve = () =>
    decide.mutate(
      { act: 'approve', version, personId: chosen === NEW_PERSON ? null : chosen },
      { onSuccess: () => showToast('已通过并告诉对方，照片已删除') },
    )
  return (
    <Box className="request-acts">
      {decide.error && (
        <Banner kind={raced ? 'wait' : 'alert'}>
          {raced ? '同事刚改过这件申请，已刷新，请核对后再点' : sentenceOf(decide.error)}
        </Banner>
      )}
      {chosen === '' && <Box className="request-acts__why">先选申请人是名册里的谁，再通过</Box>}
      <Box className="request-acts__row">
        <Button kind="outline" narrow onTap={() => setOpen('ask')}>
          请补充
        </Button>
        <Button kind="danger" narrow onTap={() => setOpen('refuse')}>
          不通过
        </Button>
        <Button id="approve" disabled={chosen === ''} busy={decide.isPending && '正在办理'} onTap={approve}>
          通过
        </Button>
      </Box>
      {open === 'ask' && <AskSheet request={request} onClose={() => setOpen(undefined)} />}
      {open === 'refuse' && <RefuseRequest request={request} onClose={() => setOpen(undefined)} />}
    </Box>
  )
}
