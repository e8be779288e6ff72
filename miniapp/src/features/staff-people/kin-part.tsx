import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import { addDays, dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { codeIn, consentChoices, delegateChoices, guardianChoices } from './choices'
import { personUrl } from './homes-part'
import { PersonPicker } from './person-picker'
import { ageText } from './person-row'
import { usePersonAct } from './queries'

type Guardian = PersonCardView['guardians'][number]
type Delegate = PersonCardView['delegates'][number]

const A_YEAR = 365

function GuardianSheet({ card, onClose }: { card: PersonCardView; onClose: () => void }) {
  const act = usePersonAct(card.id)
  const [guardianId, setGuardianId] = useState<string>()
  const [basis, setBasis] = useState<(typeof guardianChoices)[number]['value']>()
  return (
    <ActSheet
      open
      title="登记监护人"
      act="登记"
      busy={act.isPending && '正在登记'}
      disabled={guardianId === undefined || basis === undefined}
      error={act.error}
      onAct={() =>
        guardianId !== undefined &&
        basis !== undefined &&
        act.mutate(
          { act: 'guard', guardianId, basis },
          {
            onSuccess: () => {
              showToast('已登记监护人')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <PersonPicker
        id="guardian-search"
        except={card.id}
        chosen={guardianId}
        onPick={({ id }) => setGuardianId(id)}
      />
      <OptionGroup
        id="guardian-basis"
        label="监护关系"
        options={guardianChoices}
        chosen={basis === undefined ? [] : [basis]}
        onChange={([value]) => setBasis(codeIn(guardianChoices, value))}
      />
    </ActSheet>
  )
}

function DelegateSheet({ card, onClose }: { card: PersonCardView; onClose: () => void }) {
  const act = usePersonAct(card.id)
  const today = dayOf(new Date())
  const [delegateId, setDelegateId] = useState<string>()
  const [scope, setScope] = useState<readonly string[]>(['bookings', 'opinions'])
  const [way, setWay] = useState('')
  const [consentDay, setConsentDay] = useState(today)
  const [lastDay, setLastDay] = useState(addDays(today, A_YEAR))
  const consent = codeIn(consentChoices, way)
  const what = delegateChoices.map(({ value }) => value).filter((value) => scope.includes(value))
  return (
    <ActSheet
      open
      title="登记代办人"
      act="登记"
      busy={act.isPending && '正在登记'}
      disabled={delegateId === undefined || consent === undefined || what.length === 0}
      error={act.error}
      onAct={() =>
        delegateId !== undefined &&
        consent !== undefined &&
        act.mutate(
          { act: 'delegate', delegateId, scope: what, way: consent, consentDay, lastDay },
          {
            onSuccess: () => {
              showToast('已登记代办人')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      代办人不能替本人投票。
      <PersonPicker
        id="delegate-search"
        except={card.id}
        chosen={delegateId}
        onPick={({ id }) => setDelegateId(id)}
      />
      <OptionGroup
        id="delegate-scope"
        label="可以代办什么"
        multiple
        options={delegateChoices}
        chosen={scope}
        onChange={setScope}
      />
      <PickerField
        id="delegate-way"
        label="本人是怎么同意的"
        kind="list"
        value={way}
        placeholder="请选择"
        options={consentChoices}
        onChange={setWay}
      />
      <PickerField
        id="delegate-consent-day"
        label="同意的日期"
        kind="date"
        value={consentDay}
        to={today}
        onChange={setConsentDay}
      />
      <PickerField
        id="delegate-last-day"
        label="委托到哪天"
        kind="date"
        value={lastDay}
        from={today}
        onChange={setLastDay}
      />
    </ActSheet>
  )
}

function KinRow({
  title,
  detail,
  personId,
  onEnd,
}: {
  title: string
  detail: string
  personId: string
  onEnd: (() => void) | undefined
}) {
  return (
    <ListRow
      icon="people"
      title={title}
      detail={detail}
      to={personUrl(personId)}
      action={
        onEnd && (
          <Button kind="outline" small label={`结束，${title}`} onTap={onEnd}>
            结束
          </Button>
        )
      }
    />
  )
}

const delegateText = ({ scopeLabels, consentLabel, until, expired }: Delegate): string => {
  const end = dayOf(new Date(new Date(until).getTime() - 1))
  return `${scopeLabels.join('、')}；${consentLabel}；${expired ? `${end} 已到期` : `到 ${end}`}`
}

const endConsequence = {
  unguard: '以前的记录还在。不满 14 岁又没有别的监护人，孩子的账号就不能再同意新的事项',
  undelegate: '办过的事照常办；代办人以后看不到，也不能再替本人办',
} as const

/** Who answers for a child and who acts for an elder, on both sides. */
export function KinPart({ card }: { readonly card: PersonCardView }) {
  const [open, setOpen] = useState<'guardian' | 'delegate'>()
  const [ending, setEnding] = useState<{ act: 'unguard' | 'undelegate'; id: string; name: string }>()
  const act = usePersonAct(card.id)
  const { kin } = card.abilities
  const endOf = (kind: 'unguard' | 'undelegate', { id, maskedName }: Guardian | Delegate) =>
    kin ? () => setEnding({ act: kind, id, name: maskedName }) : undefined
  const isEmpty = [card.guardians, card.wards, card.delegates, card.principals].every(
    (list) => list.length === 0,
  )
  return (
    <>
      <SectionTitle title="监护和代办" />
      <Surface>
        {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
        {isEmpty && <EmptyState icon="family">没有登记监护人或代办人</EmptyState>}
        {card.guardians.map((row) => (
          <KinRow
            key={row.id}
            title={`监护人 ${row.maskedName}`}
            detail={`${row.basisLabel}，${ageText(row.age)}`}
            personId={row.personId}
            onEnd={endOf('unguard', row)}
          />
        ))}
        {card.wards.map((row) => (
          <KinRow
            key={row.id}
            title={`监护 ${row.maskedName}`}
            detail={ageText(row.age)}
            personId={row.personId}
            onEnd={endOf('unguard', row)}
          />
        ))}
        {card.delegates.map((row) => (
          <KinRow
            key={row.id}
            title={`代办人 ${row.maskedName}`}
            detail={delegateText(row)}
            personId={row.personId}
            onEnd={endOf('undelegate', row)}
          />
        ))}
        {card.principals.map((row) => (
          <KinRow
            key={row.id}
            title={`代 ${row.maskedName} 办事`}
            detail={delegateText(row)}
            personId={row.personId}
            onEnd={endOf('undelegate', row)}
          />
        ))}
        {kin && (
          <Box className="part-acts">
            {!card.adult && (
              <Button kind="plain" icon="plus" onTap={() => setOpen('guardian')}>
                登记监护人
              </Button>
            )}
            {card.adult && (
              <Button kind="plain" icon="plus" onTap={() => setOpen('delegate')}>
                登记代办人
              </Button>
            )}
          </Box>
        )}
      </Surface>
      {open === 'guardian' && <GuardianSheet card={card} onClose={() => setOpen(undefined)} />}
      {open === 'delegate' && <DelegateSheet card={card} onClose={() => setOpen(undefined)} />}
      <ConfirmSheet
        open={ending !== undefined}
        question={
          ending?.act === 'unguard' ? `结束和${ending.name}的监护关系吗` : `结束${ending?.name ?? ''}的代办吗`
        }
        consequence={endConsequence[ending?.act ?? 'undelegate']}
        act="结束"
        danger
        busy={act.isPending ? '正在结束' : undefined}
        onConfirm={() =>
          ending &&
          act.mutate(
            { act: ending.act, id: ending.id },
            { onSuccess: () => showToast('已结束'), onSettled: () => setEnding(undefined) },
          )
        }
        onCancel={() => setEnding(undefined)}
      />
    </>
  )
}
