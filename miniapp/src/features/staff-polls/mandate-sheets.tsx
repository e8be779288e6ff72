import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { PersonItemView } from '@linli/shared/people/people.schema'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useMandate, useWithdrawProxy } from './queries'
import './staff-polls.scss'

interface SheetProps {
  readonly poll: PollDeskView
  readonly line: DeskLineView
  readonly onClose: () => void
}

const refusals: Readonly<Record<string, string>> = {
  too_many: '这个人接受的委托已经满了，请换一位',
  staff: '工作人员、网格员、监督和物业的人不能代别人投票',
  minor: '这个人还没有满 18 岁，不能代别人投票',
  on_row: '这一票本来就有他一份，不用委托',
  taken: '这一票已经委托给别人',
  candidate: '候选人不能代别人投票',
}

function refusalOf(error: Error | null): string | undefined {
  if (isAlreadySent(error)) return '刚才那份委托已经登记好了，请回名册看一看'
  if (!(error instanceof ApiError) || error.code !== 'proxy_refused') return undefined
  return refusals[String(error.details['reason'])]
}

/** A written mandate is registered: who votes for this row. */
export function MandateSheet({ poll, line, onClose }: SheetProps) {
  const mandate = useMandate(poll.id)
  const attempt = useAttempt(`mandate:${line.rowId}`)
  const [holder, setHolder] = useState<PersonItemView>()
  const [reference, setReference] = useState('')
  const refusal = refusalOf(mandate.error)
  return (
    <ActSheet
      open
      title={`第 ${line.serial} 号委托谁投`}
      act="登记委托"
      busy={mandate.isPending && '正在登记'}
      disabled={holder === undefined || reference.trim() === ''}
      error={refusal === undefined ? mandate.error : null}
      onAct={() =>
        holder &&
        sendForm(
          mandate,
          attempt.begin({ rowId: line.rowId, holderId: holder.id, mandateRef: reference.trim() }),
          {
            attempt,
            onSuccess: () => {
              showToast('已登记，名册上公开写明')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {refusal !== undefined && <Banner kind="alert">{refusal}</Banner>}
      <Box className="finding-about">
        要有本人签名的书面委托，只对这一次表决有效。谁代谁投，名册上公开写明。
      </Box>
      <PersonPicker id="mandate-holder" except="" chosen={holder?.id} onPick={setHolder} />
      {holder && <Box className="setup-rule">{`由 ${holder.maskedName} 代投`}</Box>}
      <TextField
        id="mandate-ref"
        label="委托书编号"
        maxLength={60}
        value={reference}
        onChange={setReference}
      />
    </ActSheet>
  )
}

/** It is taken back on the written word of who gave it. */
export function TakeBackSheet({ poll, line, onClose }: SheetProps) {
  const withdraw = useWithdrawProxy(poll.id)
  const [reference, setReference] = useState('')
  const issue = withdraw.error instanceof ApiError ? withdraw.error.issueAt('reference') : undefined
  return (
    <ActSheet
      open
      title={`收回第 ${line.serial} 号的委托`}
      act="收回委托"
      busy={withdraw.isPending && '正在收回'}
      disabled={reference.trim() === ''}
      error={issue === undefined ? withdraw.error : null}
      onAct={() =>
        withdraw.mutate(
          { rowId: line.rowId, reference: reference.trim() },
          {
            onSuccess: () => {
              showToast('委托已经收回')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Box className="finding-about">
        {`现在由${line.mandate ?? '别人'}代投。要有本人签名的字条；已经替他投了票的，收不回来。收回以后双方都会收到消息。`}
      </Box>
      <TextField
        id="take-back-ref"
        label="字条编号或日期"
        maxLength={60}
        value={reference}
        onChange={setReference}
        error={issue}
      />
    </ActSheet>
  )
}
