import { createHash } from 'node:crypto'
import type { privacyTerms } from '@linli/shared/session/session.schema'
import type * as z from 'zod/mini'

export type PrivacyTerms = z.infer<typeof privacyTerms>

/**
 * The terms in force (PIPL art. 14, 17, 21, 23, 24, 28-31, 44-50). A change of purpose, manner or kind of data needs a
 * new version, which everybody is asked to accept again; what changed stands in `changes`.
 */
export const currentTerms: PrivacyTerms = {
  version: '2026-11',
  publishedAt: '2026-11-01T00:00:00.000Z',
  changes: ['这是第一版'],
  sections: [
    {
      title: '谁在处理您的信息',
      paragraphs: [
        '邻里智治由您所在的区（县）设立，街道和社区居委会使用。区（县）、街道和社区在各自职责内处理您的个人信息，数据存放在中国境内的服务器上。',
        '有事可以找您所在的社区：电话和地址在“我的”里的“网格员和社区电话”，那里也有监督电话。',
      ],
    },
    {
      title: '我们收集什么，为了什么',
      paragraphs: [
        '手机号：登录、核对您是哪一户、把办理结果告诉您。加密保存，页面上只显示前三位和后四位。',
        '微信标识（openid）：您从微信登录时，用来认出是您。加密保存，我们拿不到您的微信昵称、头像和好友。',
        '姓名、住址、与房屋的关系：来自社区已有的居民名册，用来把与您有关的通知发给您、判断您能办哪些事。出生日期只用来判断年龄段，比如高龄服务。',
        '您提交的内容：意见、照片、评价。照片上传后会去掉拍摄时间和位置信息。',
        '您读过、确认过哪些通知：社区据此知道还要上门告诉谁。邻居看不到，工作人员看到的是哪一户还没确认。',
        '登录和操作记录：时间、网络地址、做了什么，用来保护账号安全和查清差错。',
        '我们不收集身份证号、人脸、指纹、通讯录、行踪轨迹和收入数额。',
      ],
    },
    {
      title: '怎么用，给谁看',
      paragraphs: [
        '社区工作者和您所在网格的网格员，只能看到办事需要的部分；查看完整手机号会留下记录，居务监督委员会可以查。',
        '意见转给物业等单位办理时，默认不带您的姓名和手机号。确实需要时，会先单独问您是否同意。',
        '您的意见要公开，须您自己选择公开，并由社区去掉能认出您的内容之后。您可以随时要求撤下。',
        '发短信要用短信服务商，发微信提醒要用微信。交给他们的只有手机号或微信标识，以及那一条消息。',
        '我们不出售您的信息，也不拿它做广告。法律要求配合的，按法律办理。',
      ],
    },
    {
      title: '按特征推送',
      paragraphs: [
        '社区会按住址发通知。按年龄段、是否养犬这类特征发的通知，您可以关掉，关掉后不影响停水停电等必须告知的通知。',
        '系统不会只凭机器对您作出决定。它给出的分类、排序等建议，都由工作人员确认。',
      ],
    },
    {
      title: '保存多久',
      paragraphs: [
        '验证码：两天内删除。登录状态：60 天没有使用就失效并删除。',
        '登录和操作日志：至少 6 个月，这是网络安全法的要求。工作人员的操作记录不可修改，作为监督依据保存。',
        '账号、手机号和微信标识：到您注销账号为止。',
        '意见和办理记录：在办理期间和归档要求的期限内保存。您要求删除而法律规定还要保存的，我们只存放，不再使用。',
      ],
    },
    {
      title: '您的权利',
      paragraphs: [
        '您可以查看、复制、更正、补充自己的信息，要求删除，要求解释这些规则，也可以注销账号。',
        '您可以随时撤回同意，和同意时一样方便：在“我的”里的“隐私”。撤回之前已经办的事不受影响，撤回之后不登录也能看公开通知，其他事可以到社区窗口、打电话或请网格员代办。',
        '提出后我们会及时处理，做不到的会告诉您理由。近亲属可以为逝者提出查看、复制、更正和删除。',
        '您不满意答复的，可以打监督电话，向网信部门投诉，或者向人民法院起诉。',
      ],
    },
    {
      title: '未满 14 岁的孩子',
      paragraphs: [
        '请由父母或其他监护人登录和操作。我们不为未满 14 岁的孩子单独开通账号，发现误开的会删除。',
      ],
    },
    {
      title: '安全和变更',
      paragraphs: [
        '手机号和微信标识加密保存，传输加密，每个社区只能看到自己的数据。万一发生泄露，我们会立即补救，并告诉您泄露了什么、可能的影响和您能做的事。',
        '处理的目的、方式或信息种类有变化时，会出新的版本并重新征求您的同意。',
      ],
    },
  ],
  purposes: [
    {
      code: 'service',
      label: '登录、办事和接收通知',
      explanation: '没有这一项就不能登录使用。不同意也能看公开通知，办事可以到社区窗口或打电话。',
      required: true,
    },
    {
      code: 'wechatMessages',
      label: '用微信消息提醒我',
      explanation: '有必须知道的通知或意见有了答复时，微信提醒您一次。不选也会在“消息”里看到。',
      required: false,
    },
    {
      code: 'personalisedPush',
      label: '按我的情况推送',
      explanation: '比如给老年人的体检提醒、给养犬户的办证提醒。不选就只收按住址发的通知。',
      required: false,
    },
  ],
}

/** SHA-256 of everything shown: kept with each consent as proof of what was agreed to. */
export const currentTermsHash = createHash('sha256').update(JSON.stringify(currentTerms)).digest('hex')
