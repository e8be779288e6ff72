import type { DelegationView, FamilyView } from '@linli/shared/homes/family.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { DelegateForm } from './delegate-form'
import { useAnswerAsk, useEndDelegate, useFamily } from './queries'
import './homes.scss'

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

/** Who wants to act for whom, and what the caller can say to it. */
function Asks({ asks }: { readonly asks: FamilyView['asks'] }) {
  const answer = useAnswerAsk()
  if (asks.length === 0) return null
  const saying = (id: string) => answer.isPending && answer.variables.id === id
  const say = (id: string, act: 'agree' | 'decline', done: string) =>
    answer.mutate({ id, act }, { onSuccess: () => showToast(done) })
  return (
    <>
      <SectionTitle title="等答复的代办申请" note="不能代为投票" />
      {answer.error && <Banner kind="alert">{sentenceOf(answer.error)}</Banner>}
      {asks.map(({ id, maskedName, byMe, scopeLabels, lastDay }) => (
        <Surface padded key={id}>
          <Box as="p">{byMe ? `您想替 ${maskedName} 办事，等对方同意` : `${maskedName} 想替您办事`}</Box>
          <Box as="p" className="homes__note">
            {`${scopeLabels.join('、')}；到 ${dayText(lastDay, dayOf(new Date()))}`}
          </Box>
          {byMe ? (
            <>
              <Box as="p" className="homes__note">
                对方在“家人和代办”里点同意；没有手机的，请对方到社区服务中心当面说同意
              </Box>
              <Button
                kind="outline"
                busy={saying(id) && '正在撤回'}
                onTap={() => say(id, 'decline', '已撤回')}
              >
                不申请了
              </Button>
            </>
          ) : (
            <>
              <Button busy={saying(id) && '正在登记'} onTap={() => say(id, 'agree', '已经同意')}>
                同意
              </Button>
              <Button kind="outline" disabled={saying(id)} onTap={() => say(id, 'decline', '已经告诉对方')}>
                不同意
              </Button>
            </>
          )}
        </Surface>
      ))}
    </>
  )
}

interface OverviewProps {
  readonly family: FamilyView
  readonly onAdd: () => void
  readonly onAsk: () => void
}

function Overview({ family, onAdd, onAsk }: OverviewProps) {
  const end = useEndDelegate()
  const [ending, setEnding] = useState<DelegationView>()
  return (
    <>
      {end.error && <Banner kind="alert">{sentenceOf(end.error)}</Banner>}
      <Asks asks={family.asks} />
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
      <SectionTitle title="您替谁办事" />
      <Surface>
        <Delegations items={family.principals} title={(name) => `您代 ${name} 办事`} onEnd={setEnding} />
        <ListRow icon="plus" title="申请替家人办事" detail="对方同意后，可以替他预约、提意见" onTap={onAsk} />
      </Surface>
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
        consequence="办过的事照常办；代办人以后看不到，也不能再替本人办"
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
  const [form, setForm] = useState<'name' | 'ask'>()
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
        form === undefined ? (
          <Overview family={family} onAdd={() => setForm('name')} onAsk={() => setForm('ask')} />
        ) : (
          <DelegateForm family={family} kind={form} onDone={() => setForm(undefined)} />
        )
      }
    </QueryView>
  )
}
