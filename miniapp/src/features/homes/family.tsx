import type { DelegationView, FamilyView } from '@linli/shared/homes/homes.schema'
import { delegateScopeLabel, delegateScopes } from '@linli/shared/people/people.kinds'
import { addDays, dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { useActor } from '@/platform/session'
import { useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { FieldError } from '@/ui/field-error'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useAddDelegate, useEndDelegate, useFamily, type DelegateBody } from './queries'
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
    ...(personId === '' && { 'delegate-who': '请选择请谁代办' }),
    ...(isElse && name.trim() === '' && { name: '请填写代办人的姓名' }),
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

/** 请人代办: who, what, until when. One question after another, with the consequence beside it. */
function AddDelegate({ family, onDone }: { readonly family: FamilyView; readonly onDone: () => void }) {
  const actor = useActor()
  const add = useAddDelegate()
  const attempt = useAttempt(`delegate:${actor?.accountId ?? ''}`)
  const [draft, setDraft] = useState(emptyDraft)
  const [tried, setTried] = useState(false)
  const faults = faultsOf(draft)
  const failed = add.error instanceof ApiError ? add.error : undefined
  const errorAt = (field: string) => (tried ? faults[field] : undefined) ?? failed?.issueAt(field)
  const change = (part: Partial<Draft>) => {
    add.reset()
    setDraft({ ...draft, ...part })
  }
  const send = () => {
    setTried(true)
    if (Object.keys(faults).length > 0) return
    add.mutate(attempt.begin(bodyOf(draft)), {
      onSettled: (_made, error) => attempt.settle(error),
      onSuccess: () => {
        showToast('已经登记，对方会收到消息')
        onDone()
      },
    })
  }
  return (
    <>
      {add.error && failed?.issues.length !== 1 && (
        <Banner kind="alert">{`${sentenceOf(add.error)}。您填的内容还在`}</Banner>
      )}
      <SectionTitle title="请谁代办" />
      <OptionGroup
        id="delegate-who"
        label="请谁代办"
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
      {draft.personId === SOMEBODY_ELSE && (
        <Surface padded>
          <TextField
            id="name"
            label="代办人的姓名"
            maxLength={40}
            value={draft.name}
            onChange={(name) => change({ name })}
            error={errorAt('name')}
          />
          <TextField
            id="phone"
            label="代办人的手机号"
            kind="phone"
            maxLength={11}
            value={draft.phone}
            onChange={(phone) => change({ phone: phone.trim() })}
            error={errorAt('phone')}
          />
        </Surface>
      )}
      <SectionTitle title="可以代办什么" note="不能代为投票" />
      <OptionGroup
        id="delegate-scope"
        label="可以代办什么"
        multiple
        options={scopeOptions}
        chosen={draft.scope}
        onChange={(scope) => change({ scope })}
      />
      <FieldError id="delegate-scope-error">{errorAt('delegate-scope')}</FieldError>
      <Surface padded>
        <PickerField
          id="lastDay"
          label="代办到哪天"
          kind="date"
          value={draft.lastDay}
          from={dayOf(new Date())}
          help="到期自动结束，随时可以收回"
          onChange={(lastDay) => change({ lastDay })}
          error={errorAt('lastDay')}
        />
        <Button id="add-delegate" busy={add.isPending && '正在登记'} onTap={send}>
          同意请他代办
        </Button>
        <Button kind="outline" onTap={onDone}>
          再想想
        </Button>
      </Surface>
    </>
  )
}

const delegationText = ({ scopeLabels, lastDay, communityName }: DelegationView): string =>
  `${scopeLabels.join('、')}；到 ${dayText(lastDay, dayOf(new Date()))}；${communityName}`

function Delegations({
  items,
  title,
  onEnd,
}: {
  readonly items: readonly DelegationView[]
  readonly title: (name: string) => string
  readonly onEnd: (item: DelegationView) => void
}) {
  return items.map((item) => (
    <ListRow
      key={item.id}
      icon="people"
      title={title(item.maskedName)}
      detail={delegationText(item)}
      action={
        <Button kind="outline" small label={`收回，${title(item.maskedName)}`} onTap={() => onEnd(item)}>
          收回
        </Button>
      }
    />
  ))
}

function Overview({ family, onAdd }: { readonly family: FamilyView; readonly onAdd: () => void }) {
  const end = useEndDelegate()
  const [ending, setEnding] = useState<DelegationView>()
  return (
    <>
      {end.error && <Banner kind="alert">{sentenceOf(end.error)}</Banner>}
      <SectionTitle title="请人代办" note="不能代为投票" />
      <Surface>
        {family.delegates.length === 0 && (
          <EmptyState icon="family" act="请人代办" onAct={onAdd}>
            家里老人不方便用手机，可以请孩子代为预约、提意见、看通知
          </EmptyState>
        )}
        <Delegations items={family.delegates} title={(name) => `${name} 代您办事`} onEnd={setEnding} />
        {family.delegates.length > 0 && <ListRow icon="plus" title="再请一个人" onTap={onAdd} />}
      </Surface>
      {family.principals.length > 0 && (
        <>
          <SectionTitle title="您替谁办事" />
          <Surface>
            <Delegations items={family.principals} title={(name) => `您代 ${name} 办事`} onEnd={setEnding} />
          </Surface>
        </>
      )}
      <SectionTitle title="孩子" note="由监护人登记" />
      <Surface>
        {family.children.map(({ personId, maskedName, basisLabel, age }) => (
          <ListRow
            key={personId}
            icon="people"
            title={maskedName}
            detail={[age === null ? undefined : `${age} 岁`, `您是${basisLabel}`].filter(Boolean).join('，')}
          />
        ))}
        <ListRow
          icon="plus"
          title="登记孩子"
          detail="社区核对后登记，不用给孩子注册账号"
          to="/packages/space/bind?for=child"
        />
      </Surface>
      <Box as="p" className="bind__other">
        老人自己没有手机，可以一起到社区服务中心，当面说同意或签字登记
      </Box>
      <ConfirmSheet
        open={ending !== undefined}
        question="收回这个代办吗"
        consequence="以前代办过的事不受影响"
        act="收回"
        danger
        busy={end.isPending ? '正在收回' : undefined}
        onCancel={() => setEnding(undefined)}
        onConfirm={() =>
          ending &&
          end.mutate(ending.id, {
            onSuccess: () => showToast('已收回'),
            onSettled: () => setEnding(undefined),
          })
        }
      />
    </>
  )
}

/** 家人和代办: who acts for the person, for whom the person acts, and the children answered for. */
export function Family() {
  const actor = useActor()
  const query = useFamily()
  const [adding, setAdding] = useState(false)
  if (actor !== undefined && !actor.verified)
    return (
      <Surface>
        <EmptyState icon="my-home" act="绑定房屋" to="/packages/space/bind">
          绑定房屋后，可以请家里人代办，也可以登记孩子
        </EmptyState>
      </Surface>
    )
  return (
    <QueryView query={query}>
      {(family) =>
        adding ? (
          <AddDelegate family={family} onDone={() => setAdding(false)} />
        ) : (
          <Overview family={family} onAdd={() => setAdding(true)} />
        )
      }
    </QueryView>
  )
}
