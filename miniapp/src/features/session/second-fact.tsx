import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { focusField } from '@/ui/focus'
import { TextField } from '@/ui/text-field'
import { useAnswerSecondFact, useBeginAnew } from './queries'

/** The ticket of a sign-in that needs a second fact; undefined for every other error. */
export function ticketIn(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.code !== 'second_fact_required') return undefined
  const { ticket } = error.details
  return typeof ticket === 'string' ? ticket : undefined
}

function wordsOf(error: unknown): string {
  const left = error instanceof ApiError ? error.details['attemptsLeft'] : undefined
  if (typeof left !== 'number') return sentenceOf(error)
  return left > 0
    ? `${sentenceOf(error)}，今天还可以试 ${left} 次`
    : '今天试的次数用完了。请明天再试，或带身份证到社区服务中心找回账号'
}

interface SecondFactProps {
  readonly ticket: string
  readonly onDone: () => void
}

/**
 * After a long absence the phone alone opens no account, because numbers change hands: the name and a second fact do,
 * or one begins with an empty account.
 */
export function SecondFact({ ticket, onDone }: SecondFactProps) {
  const answer = useAnswerSecondFact()
  const begin = useBeginAnew()
  const [name, setName] = useState('')
  const [fact, setFact] = useState('')
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const error = answer.error ?? begin.error
  const send = () => {
    setTried(true)
    if (name.trim() === '') return focusField('fact-name')
    if (fact.trim() === '') return focusField('fact')
    answer.mutate({ ticket, name: name.trim(), fact: fact.trim() }, { onSuccess: onDone })
  }
  return (
    <Box className="phone-form">
      <Banner kind="wait">这个账号三个月没有登录了。手机号可能换过主人，请再核对一次是不是您本人</Banner>
      {error && <Banner kind="alert">{wordsOf(error)}</Banner>}
      <TextField
        id="fact-name"
        label="您在社区登记的姓名"
        maxLength={40}
        value={name}
        onChange={setName}
        error={tried && name.trim() === '' ? '请填写姓名' : undefined}
      />
      <TextField
        id="fact"
        label="您家的门牌，或身份证后 4 位"
        maxLength={60}
        placeholder="例如 3-2-501"
        value={fact}
        onChange={setFact}
        error={tried && fact.trim() === '' ? '请填一样，例如 3-2-501' : undefined}
        onSubmit={send}
      />
      <Button id="answer-fact" busy={answer.isPending && '正在核对'} onTap={send}>
        是我，登录
      </Button>
      <Button kind="outline" onTap={() => setAsking(true)}>
        我是新换的号码
      </Button>
      <ConfirmSheet
        open={asking}
        question="用这个手机号开一个新账号吗"
        consequence="以前的账号不会打开，里面的内容您看不到。如果以前的账号是您的，请到社区服务中心找回"
        act="开新账号"
        busy={begin.isPending ? '正在登录' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() => begin.mutate(ticket, { onSuccess: onDone, onSettled: () => setAsking(false) })}
      />
    </Box>
  )
}
