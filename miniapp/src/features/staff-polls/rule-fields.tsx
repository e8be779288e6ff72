import { cityPacks } from '@linli/shared/polls/city-packs'
import { matterLabel, ownerItemLabel, ownerItems, pollMatters, rulePacks } from '@linli/shared/polls/packs'
import {
  electorateLabel,
  packIds,
  secrecyLabel,
  type PackId,
  type PollElectorate,
  type PollSecrecy,
} from '@linli/shared/polls/polls.kinds'
import { needsOfficialSystem } from '@linli/shared/polls/preparation.rules'
import { isByPerson } from '@linli/shared/polls/setup.rules'
import { atLeast, moreThan, shareText, type ShareRule } from '@linli/shared/polls/share.rules'
import type { IsoDay } from '@linli/shared/time'
import { CheckLine } from '@/ui/check-line'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import {
  mostProxies,
  weighingOf,
  withPack,
  withVoters,
  withWeighing,
  type SetupForm,
  type Weighing,
} from './setup-form'

interface RuleFieldsProps {
  readonly form: SetupForm
  readonly today: IsoDay
  /** The city the community lies in; null while it has not said, and any may be chosen. */
  readonly ownCity: string | null
  readonly faultAt: (path: string) => string | undefined
  readonly onChange: (form: SetupForm) => void
}

const NONE = 'none'
const shares: readonly (readonly [string, ShareRule | null])[] = [
  [NONE, null],
  ['more-1-2', moreThan(1, 2)],
  ['least-2-3', atLeast(2, 3)],
  ['least-3-4', atLeast(3, 4)],
]
const keyOf = (rule: ShareRule | null): string =>
  shares.find(([, known]) => JSON.stringify(known) === JSON.stringify(rule))?.[0] ?? NONE
const ruleOf = (key: string): ShareRule | null => shares.find(([known]) => known === key)?.[1] ?? null
const shareOptions = (none: string) =>
  shares.map(([value, rule]) => ({ value, label: rule === null ? none : shareText(rule) }))

/** Silence counts for the majority only with all four proofs of 民法典 art. 140. */
function SilenceFields({ form, faultAt, onChange }: RuleFieldsProps) {
  const { setup } = form
  const follows = setup.silent === 'follow_majority'
  const proofs = (part: Partial<typeof setup.followProofs>) =>
    onChange({ ...form, setup: { ...setup, followProofs: { ...setup.followProofs, ...part } } })
  return (
    <>
      <CheckLine
        id="setup-silent"
        title="送达后没有投的，计入多数意见"
        detail="议事规则里要有约定，四样证据要齐。结果会同时公布两种算法"
        checked={follows}
        onChange={(on) =>
          onChange({ ...form, setup: { ...setup, silent: on ? 'follow_majority' : 'not_participating' } })
        }
      />
      {follows && (
        <>
          <TextField
            id="setup-clause"
            label="议事规则第几条"
            maxLength={60}
            value={setup.followProofs.clause}
            onChange={(clause) => proofs({ clause })}
            error={faultAt('setup.followProofs') ?? faultAt('setup.silent')}
          />
          {(
            [
              ['deliveredToEach', '逐户送达，留有证据'],
              ['warnedOnBallot', '票面上写明不投的后果'],
              ['reviewedByStreet', '街道已经复核'],
            ] as const
          ).map(([field, title]) => (
            <CheckLine
              key={field}
              id={`setup-${field}`}
              title={title}
              checked={setup.followProofs[field]}
              onChange={(checked) => proofs({ [field]: checked })}
            />
          ))}
        </>
      )}
    </>
  )
}

function OwnersFields(props: RuleFieldsProps) {
  const { form, ownCity, faultAt, onChange } = props
  const { setup } = form
  // A draft of before the community said so keeps what it has until another is chosen.
  const cities = cityPacks.filter(({ id }) => ownCity === null || id === ownCity || id === setup.cityId)
  return (
    <>
      <PickerField
        id="setup-city"
        label="按哪个城市的规定"
        kind="list"
        value={setup.cityId ?? ''}
        placeholder="请选择"
        options={cities.map(({ id, label }) => ({ value: id, label }))}
        onChange={(cityId) => onChange({ ...form, setup: { ...setup, cityId } })}
        error={faultAt('setup.cityId')}
      />
      <PickerField
        id="setup-item"
        label="哪一类共同决定事项"
        kind="list"
        value={setup.ownerItem === null ? '' : String(setup.ownerItem)}
        placeholder="请选择"
        options={ownerItems.map((item) => ({
          value: String(item),
          label: `${item}. ${ownerItemLabel[item]}`,
        }))}
        onChange={(item) =>
          onChange({
            ...form,
            setup: { ...setup, ownerItem: ownerItems.find((known) => String(known) === item) ?? null },
          })
        }
        error={faultAt('setup.ownerItem')}
      />
      <SilenceFields {...props} />
    </>
  )
}

/** Which rules it is held under; what the pack leaves open can be chosen, what the law fixes cannot. */
export function RuleFields(props: RuleFieldsProps) {
  const { form, today, ownCity, faultAt, onChange } = props
  const { setup } = form
  const pack = rulePacks[setup.packId]
  const change = (part: Partial<SetupForm['setup']>) => onChange({ ...form, setup: { ...setup, ...part } })
  const most = mostProxies(setup)
  return (
    <>
      <PickerField
        id="setup-pack"
        label="按什么规则"
        kind="list"
        value={setup.packId}
        options={packIds.map((id) => ({ value: id, label: rulePacks[id].label }))}
        onChange={(id) => onChange(withPack(form, id as PackId, today, ownCity))}
        help={pack.plain[0]}
        error={faultAt('setup.packId')}
      />
      {setup.packId === 'owners_decision' ? (
        <OwnersFields {...props} />
      ) : (
        <PickerField
          id="setup-matter"
          label="什么事"
          kind="list"
          value={setup.matter}
          options={pollMatters.map((matter) => ({ value: matter, label: matterLabel[matter] }))}
          onChange={(matter) => change({ matter: matter as SetupForm['setup']['matter'] })}
          error={faultAt('setup.matter')}
        />
      )}
      <PickerField
        id="setup-electorate"
        label="谁来投"
        kind="list"
        value={setup.electorate}
        options={pack.electorates.map((value) => ({ value, label: electorateLabel[value] }))}
        onChange={(electorate) => onChange(withVoters(form, { electorate: electorate as PollElectorate }))}
        error={faultAt('setup.electorate')}
      />
      {isByPerson(setup) && !pack.needsIdentity && (
        <CheckLine
          id="setup-unconfirmed"
          title="身份没核对过的人也能投"
          detail="只用来了解想法。姓名和手机号都一样的登记算一个人；一个人留过两个手机号，又没核对身份，就可能有两行。不勾时，名册上只有核对过身份的人，一人一行"
          checked={setup.takesUnconfirmed === true}
          onChange={(takesUnconfirmed) => change({ takesUnconfirmed })}
        />
      )}
      <PickerField
        id="setup-secrecy"
        label="记名还是不记名"
        kind="list"
        value={setup.secrecy}
        options={pack.secrecies.map((value) => ({ value, label: secrecyLabel[value] }))}
        onChange={(secrecy) => onChange(withVoters(form, { secrecy: secrecy as PollSecrecy }))}
        help={
          needsOfficialSystem(setup)
            ? '在政府的电子投票系统里投票，这里不收票'
            : setup.secrecy === 'secret'
              ? '名册上至少 10 行，投出后不能改'
              : '截止前可以改，截止后名册上的人能看到每一票'
        }
        error={faultAt('setup.secrecy')}
      />
      {pack.quorum === null && (
        <PickerField
          id="setup-quorum"
          label="多少人参加才算数"
          kind="list"
          value={keyOf(setup.quorum)}
          options={shareOptions('不设')}
          onChange={(key) => change({ quorum: ruleOf(key) })}
          error={faultAt('setup.quorum')}
        />
      )}
      {pack.majority === null && (
        <PickerField
          id="setup-majority"
          label="多少人选才算选中"
          kind="list"
          value={keyOf(setup.majority)}
          options={shareOptions('得票最多的就算')}
          onChange={(key) => change({ majority: ruleOf(key) })}
          error={faultAt('setup.majority')}
        />
      )}
      {most > 0 && setup.secrecy === 'named' && (
        <PickerField
          id="setup-proxies"
          label="一个人最多受几人委托"
          kind="list"
          value={String(setup.proxiesPerHolder)}
          options={Array.from({ length: most + 1 }, (_, count) => ({
            value: String(count),
            label: count === 0 ? '不能委托' : `${count} 人`,
          }))}
          onChange={(count) => change({ proxiesPerHolder: Number(count) })}
          error={faultAt('setup.proxiesPerHolder')}
        />
      )}
      {pack.mayWeigh && setup.secrecy === 'named' && (
        <PickerField
          id="setup-weighing"
          label="每一行几票"
          kind="list"
          value={weighingOf(setup)}
          options={[
            { value: 'equal', label: '都是一票' },
            ...(setup.electorate === 'household' ? [{ value: 'adults', label: '一户几个成年人就几票' }] : []),
            { value: 'listed', label: '逐个登记' },
          ]}
          onChange={(weighing) => onChange(withWeighing(form, weighing as Weighing))}
          error={faultAt('setup.isWeighted')}
        />
      )}
      <PickerField
        id="setup-opens"
        label="开始的日子"
        kind="date"
        value={setup.opensOn}
        from={today}
        onChange={(opensOn) => change({ opensOn })}
        help={`名册要公示 ${pack.objectionDays} 天${pack.objectionsEndOnWorkday ? '，最后一天是休息日的顺延到下一个工作日' : ''}${pack.noticeDays > 0 ? `，通知要满 ${pack.noticeDays} 天` : ''}`}
        error={setup.opensOn <= today ? '这一天已经到了，请改到明天或以后' : undefined}
      />
      <PickerField
        id="setup-closes"
        label="截止的日子"
        kind="date"
        value={setup.closesOn}
        from={setup.opensOn}
        onChange={(closesOn) => change({ closesOn })}
        help="当天 20:00 截止"
        error={faultAt('setup.closesOn')}
      />
    </>
  )
}
