import type { FamilyView } from '@linli/shared/homes/family.schema'
import { delegateScopeLabel, delegateScopes } from '@linli/shared/people/people.kinds'
import { addDays, dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useActor } from '@/platform/session'
import { useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useSendDelegation, type DelegateBody } from './queries'
import './homes.scss'

const A_YEAR = 365
const SOMEBODY_ELSE = 'else'
const scopeOptions = delegateScopes.map((value) => ({ value, title: delegateScopeLabel[value] }))

interface Draft {
  readonly personId: string
  readonly name: string
  readonly phone: string
  readonly scope: readonly string[]
  readonly lastDay: string
}

const emptyDraft = (): Draft => ({
  ...{ personId: '', name: '', phone: '', scope: ['bookings', 'opinions'] },
  lastDay: addDays(dayOf(new Date()), A_YEAR),
})

function faultsOf({ personId, name, phone, scope }: Draft): Partial<Record<string, string>> {
  const isElse = personId === SOMEBODY_ELSE
  return {
    ...(personId === '' && { 'delegate-who': '请选择是谁' }),
    ...(isElse && name.trim() === '' && { name: '请填写对方的姓名' }),
    ...(isElse && !/^1[3-9]\d{9}$/.test(phone) && { phone: '请填 11 位手机号' }),
    ...(scope.length === 0 && { 'delegate-scope': '至少选一项' }),
  }
}

function bodyOf({ personId, name, phone, scope, lastDay }: Draft): DelegateBody {
  const what = delegateScopes.filter((one) => scope.includes(one))
  return personId === SOMEBODY_ELSE
    ? { name: name.trim(), phone, scope: what, lastDay }
    : { personId, scope: what, lastDay }
}

/** What differs between asking somebody to act, and asking for leave to act. */
const formWords = {
  name: {
    ...{ who: '请谁代办', name: '代办人的姓名', phone: '代办人的手机号', what: '可以代办什么' },
    ...{ act: '同意请他代办', busy: '正在登记', done: '已经登记，对方会收到消息' },
    note: '到期自动结束，随时可以收回',
  },
  ask: {
    ...{ who: '您想替谁办事', name: '对方的姓名', phone: '对方的手机号', what: '想代办什么' },
    ...{ act: '请对方同意', busy: '正在申请', done: '已经申请，等对方同意' },
    note: '对方同意后才算数，到期自动结束',
  },
} as const

interface DelegateFormProps {
  readonly family: FamilyView
  readonly kind: keyof typeof formWords
  readonly onDone: () => void
}

/** Who, what, until when. One question after another, with the consequence beside it. */
export function DelegateForm({ family, kind, onDone }: DelegateFormProps) {
  const words = formWords[kind]
  const actor = useActor()
  const add = useSendDelegation(kind)
  const attempt = useAttempt(`delegate-${kind}:${actor?.accountId ?? ''}`)
  const [draft, setDraft] = useState(emptyDraft)
  const [tried, setTried] = useState(false)
  const faults = faultsOf(draft)
  const failed = add.error instanceof ApiError ? add.error : undefined
  const errorAt = (field: string) => (tried ? faults[field] : undefined) ?? failed?.issueAt(field)
  const change = (part: Partial<Draft>) => {
    forgetEnd(add)
    setDraft({ ...draft, ...part })
  }
  const send = () => {
    setTried(true)
    const [first] = Object.keys(faults)
    if (first !== undefined) return focusField(first)
    sendForm(add, attempt.begin(bodyOf(draft)), {
      attempt,
      onSuccess: () => {
        showToast(words.done)
        onDone()
      },
    })
  }
  return (
    <>
      {add.error && failed?.issues.length !== 1 && (
        <Banner kind="alert">{`${sentenceOf(add.error)}。您填的内容还在`}</Banner>
      )}
      <SectionTitle title={words.who} />
      <Box className="home-choice">
        <OptionGroup
          id="delegate-who"
          label={words.who}
          options={[
            ...family.candidates.map(({ personId, maskedName, where }) => ({
              ...{ value: personId, title: maskedName, detail: where },
            })),
            { value: SOMEBODY_ELSE, title: '别的人', detail: '要在本社区登记过，填姓名和手机号' },
          ]}
          chosen={draft.personId === '' ? [] : [draft.personId]}
          onChange={([personId = '']) => change({ personId })}
        />
        <FieldError id="delegate-who-error">{errorAt('delegate-who')}</FieldError>
      </Box>
      {draft.personId === SOMEBODY_ELSE && (
        <Surface padded>
          <TextField
            id="name"
            label={words.name}
            maxLength={40}
            value={draft.name}
            onChange={(name) => change({ name })}
            error={errorAt('name')}
          />
          <TextField
            id="phone"
            label={words.phone}
            kind="phone"
            maxLength={11}
            value={draft.phone}
            onChange={(phone) => change({ phone: phone.trim() })}
            error={errorAt('phone')}
          />
        </Surface>
      )}
      <SectionTitle title={words.what} note="不能代为投票" />
      <Box className="home-choice">
        <OptionGroup
          id="delegate-scope"
          label={words.what}
          multiple
          options={scopeOptions}
          chosen={draft.scope}
          onChange={(scope) => change({ scope })}
        />
        <FieldError id="delegate-scope-error">{errorAt('delegate-scope')}</FieldError>
      </Box>
      <Surface padded>
        <PickerField
          id="lastDay"
          label="代办到哪天"
          kind="date"
          value={draft.lastDay}
          from={dayOf(new Date())}
          help={words.note}
          onChange={(lastDay) => change({ lastDay })}
          error={errorAt('lastDay')}
        />
        <Box className="home-form-acts">
          <Button id="add-delegate" busy={add.isPending && words.busy} onTap={send}>
            {words.act}
          </Button>
          <Button kind="outline" onTap={onDone}>
            再想想
          </Button>
        </Box>
      </Surface>
    </>
  )
}
