import { homeRequestStatusLabel } from '@linli/shared/homes/homes.machine'
import { staffRoles, roleLabel } from '@linli/shared/roles'
import { relationLabel } from '@linli/shared/session/relations'
import { Fragment, useState } from 'react'
import { gateUrl } from '@/features/session/return-to'
import { useSignOut } from '@/features/session/queries'
import { useWaitingRequest, WaitingHome } from '@/features/homes/waiting-home'
import { useMessageCounts } from '@/features/messages/queries'
import { keepsSecondFactor } from '@/features/second-factor/queries'
import { SecondFactorNotice } from '@/features/second-factor/second-factor-notice'
import { daySentence } from '@/features/staff-cases/filters'
import { areaPaths, areasFor } from '@/features/staff-shell/areas'
import { useDeskDay } from '@/features/staff-shell/desk-day'
import { useMyOpinionCounts } from '@/features/opinions/my-counts'
import { sentenceOf } from '@/platform/error-words'
import { useActor } from '@/platform/session'
import { chooseTheme, useTheme } from '@/platform/theme'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { Icon } from '@/ui/icon'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import './me.scss'

type Actor = NonNullable<ReturnType<typeof useActor>>

function Head({ actor }: { readonly actor: Actor }) {
  const home = actor.homes[0]
  const { waiting, isAsked } = useWaitingRequest()
  const staff = actor.roles.find(({ role }) => (staffRoles as readonly string[]).includes(role))
  const line =
    home !== undefined
      ? `${home.label}，${relationLabel[home.relation]}`
      : staff !== undefined
        ? `${staff.nodeName}，${roleLabel[staff.role]}`
        : waiting !== undefined
          ? `绑定房屋，${homeRequestStatusLabel[waiting.status]}`
          : isAsked
            ? ''
            : '还没有绑定房屋'
  return (
    <Box className="me-head">
      <Box className="me-head__disc" hidden>
        {actor.displayName.slice(0, 1)}
      </Box>
      <Box className="me-head__words">
        <Box className="me-head__name">{actor.displayName}</Box>
        <Box className="me-head__line">
          {actor.verified && <Icon name="verified-home" size="xs" />}
          <Box as="span">{line}</Box>
        </Box>
        {actor.maskedPhone !== null && <Box className="me-head__line">{actor.maskedPhone}</Box>}
      </Box>
    </Box>
  )
}

function Visitor() {
  return (
    <Surface padded>
      <Box className="me-visitor__title">登录后能做这些</Box>
      <Box className="me-visitor__line">看与您家有关的通知，提意见并看到答复</Box>
      <Button to={gateUrl('sign-in')}>登录</Button>
    </Surface>
  )
}

function Counts() {
  const opinions = useMyOpinionCounts()
  const messages = useMessageCounts().data
  return (
    <Surface label="我的数目">
      <StatRow>
        <StatTile
          name="我的意见"
          count={opinions?.open ?? '—'}
          note={opinions !== undefined && opinions.waiting > 0 ? `${opinions.waiting} 件等您` : '在办'}
          active={opinions !== undefined && opinions.waiting > 0}
          to="/packages/opinions/mine"
        />
        <StatTile
          name="消息"
          count={messages?.unread ?? '—'}
          note={messages !== undefined && messages.needsAct > 0 ? `${messages.needsAct} 件要做` : '未读'}
          active={messages !== undefined && messages.needsAct > 0}
          to="/packages/account/messages"
        />
      </StatRow>
    </Surface>
  )
}

/** The desk on a phone: the same areas as in the navigation of the wide page. */
function Work({ actor }: { readonly actor: Actor }) {
  const { day } = useDeskDay()
  return (
    <>
      {areasFor(actor.roles.map(({ role }) => role)).map(({ title, links }) => (
        <Fragment key={title ?? ''}>
          <SectionTitle title={title ?? '工作'} />
          <Surface>
            {links.map((link) => (
              <ListRow
                key={link.to}
                icon={link.icon}
                title={link.title}
                detail={link.to === areaPaths.cases ? daySentence(day) : undefined}
                to={link.to}
              />
            ))}
          </Surface>
        </Fragment>
      ))}
    </>
  )
}

function SignOut() {
  const [asking, setAsking] = useState<'here' | 'everywhere'>()
  const signOut = useSignOut()
  const everywhere = asking === 'everywhere'
  return (
    <>
      <Surface>
        <ListRow icon="sign-out" title="退出登录" onTap={() => setAsking('here')} />
        <ListRow
          icon="lock"
          title="在所有设备上退出"
          detail="手机丢了，或在别人的手机上登录过"
          onTap={() => setAsking('everywhere')}
        />
      </Surface>
      {signOut.error && <Banner kind="alert">{sentenceOf(signOut.error)}</Banner>}
      <ConfirmSheet
        open={asking !== undefined}
        question={everywhere ? '在所有设备上退出吗' : '退出登录吗'}
        consequence="没写完的意见草稿还会留在这台设备上"
        act="退出"
        busy={signOut.isPending ? '正在退出' : undefined}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => signOut.mutate(everywhere, { onError: () => setAsking(undefined) })}
      />
    </>
  )
}

/** 我的: who I am, what is open, how it looks, the way out. */
export function Me() {
  const actor = useActor()
  const theme = useTheme()
  const elder = (
    <SwitchRow
      icon="text-size"
      title={theme.choice.elder ? '退出长辈模式' : '长辈模式'}
      detail="字更大，按钮更大"
      on={theme.choice.elder}
      onChange={(on) => chooseTheme({ elder: on })}
    />
  )
  return (
    <>
      {actor === undefined ? <Visitor /> : <Head actor={actor} />}
      {theme.choice.elder && <Surface>{elder}</Surface>}
      <SecondFactorNotice always />
      {actor?.consentCurrent && (
        <>
          <Counts />
          <Surface>
            <ListRow
              icon="calendar"
              title="我的预约"
              detail="要去办的、排号、以前办过的"
              to="/packages/bookings/mine"
            />
          </Surface>
        </>
      )}
      {actor !== undefined && <Work actor={actor} />}
      {actor !== undefined && actor.homes.length > 0 && (
        <>
          <SectionTitle title="我的房屋" more="管理" to="/packages/space/my-rooms" />
          <Surface>
            {actor.homes.map((home) => (
              <ListRow
                key={home.roomId}
                icon="my-home"
                title={home.label}
                detail={home.communityName}
                value={relationLabel[home.relation]}
                to="/packages/space/my-rooms"
              />
            ))}
            <ListRow
              icon="family"
              title="家人和代办"
              detail="请家里人代办，登记孩子"
              to="/packages/space/family"
            />
          </Surface>
        </>
      )}
      {actor?.consentCurrent && actor.homes.length === 0 && (
        <Surface>
          <WaitingHome
            otherwise={
              <ListRow
                icon="my-home"
                title="绑定房屋"
                detail="绑定后能确认通知、参加表决；也在这里看核对进展"
                to="/packages/space/my-rooms"
              />
            }
          />
        </Surface>
      )}
      <SectionTitle title="设置" />
      <Surface>
        {!theme.choice.elder && elder}
        <ListRow icon="settings" title="字号和深浅" to="/packages/account/elder" />
        {keepsSecondFactor(actor) && (
          <ListRow icon="verified" title="动态码" to="/packages/account/second-factor" />
        )}
        {actor === undefined ? (
          <ListRow icon="lock" title="隐私说明" to="/packages/account/consent" />
        ) : (
          <ListRow
            icon="lock"
            title="隐私与我的数据"
            detail="看、导出、改正、开关、注销"
            to="/packages/account/my-data"
          />
        )}
        <ListRow icon="phone" title="网格员和社区电话" to="/packages/space/grid" />
      </Surface>
      {actor !== undefined && <SignOut />}
    </>
  )
}
