const weapp = process.env.TARO_ENV === 'weapp'

/** WeChat's tab bar wants pictures, named by theme.json; the web page draws its own icons. */
const tab = (page: string, text: string, icon: string) => ({
  pagePath: `pages/${page}`,
  text,
  ...(weapp && { iconPath: `@icon${icon}`, selectedIconPath: `@icon${icon}On` }),
})

// The tab bar and the navigation bar are WeChat's own there; the web page draws both (ui/tab-bar, ui/nav-bar),
// so that they follow the theme, the font size and the keyboard.
export default defineAppConfig({
  pages: ['pages/home', 'pages/services', 'pages/council', 'pages/me', 'pages/not-found'],
  subPackages: [
    {
      root: 'packages/account',
      pages: [
        ...['sign-in', 'consent', 'messages', 'elder', 'second-factor'],
        ...['my-data', 'data-kind', 'correct', 'consents', 'delete'],
      ],
    },
    { root: 'packages/space', pages: ['grid', 'bind', 'my-rooms', 'family', 'invitation'] },
    { root: 'packages/notices', pages: ['list', 'detail', 'disclosure'] },
    {
      root: 'packages/opinions',
      pages: ['new', 'receipt', 'detail', 'supplement', 'rate', 'mine', 'board', 'figures', 'track'],
    },
    { root: 'packages/bookings', pages: ['item', 'slot', 'series', 'confirm', 'detail', 'ticket', 'mine'] },
    {
      root: 'packages/council',
      pages: [
        ...['list', 'poll', 'ballot', 'voted', 'result', 'verify', 'roll'],
        ...['topics', 'topic', 'propose', 'deliberation', 'chain'],
        ...['meetings', 'meeting'],
      ],
    },
    {
      root: 'packages/staff-cases',
      pages: ['workbench', 'detail', 'figures', 'figure-cases', 'entry', 'catalogue'],
    },
    { root: 'packages/staff-notices', pages: ['list', 'editor', 'reach'] },
    {
      root: 'packages/staff-bookings',
      pages: [
        'today',
        'book',
        'schedule',
        'desk',
        'catalogue',
        'guide',
        'screen',
        'hall-code',
        'load',
        'month',
      ],
    },
    {
      root: 'packages/staff-space',
      pages: [
        'tree',
        'node',
        'grids',
        'people',
        'person',
        'merge',
        'help-first',
        'occupants',
        'tags',
        'bindings',
        'binding',
        'recovery',
        'slips',
        'import',
        'import-run',
        'corrections',
      ],
    },
    {
      root: 'packages/staff-council',
      pages: [
        ...['list', 'setup', 'poll', 'paper', 'sign', 'text', 'topics', 'topic', 'official'],
        ...['meetings', 'meeting', 'meeting-edit', 'meeting-door', 'figures'],
      ],
    },
    { root: 'packages/staff-audit', pages: ['retention', 'trail'] },
    { root: 'packages/staff-settings', pages: ['roles', 'holder'] },
    {
      root: 'packages/staff-district',
      pages: ['tenants', 'tenant', 'keys', 'webhooks', 'webhook', 'calendar'],
    },
  ],
  // Fetched while the person reads the first page, so that a tap opens at once and also without a network.
  preloadRule: {
    'pages/home': {
      network: 'all',
      packages: ['packages/notices', 'packages/opinions', 'packages/space', 'packages/account'],
    },
    'pages/services': { network: 'all', packages: ['packages/bookings'] },
    'pages/council': { network: 'all', packages: ['packages/council'] },
    'pages/me': { network: 'wifi', packages: ['packages/staff-cases', 'packages/staff-notices'] },
  },
  darkmode: true,
  themeLocation: 'theme.json',
  __usePrivacyCheck__: true,
  lazyCodeLoading: 'requiredComponents',
  animation: false,
  tabBar: {
    custom: !weapp,
    color: '@tabText',
    selectedColor: '@tabTextOn',
    backgroundColor: '@tabBg',
    borderStyle: '@tabLine' as 'black',
    list: [
      tab('home', '首页', 'Home'),
      tab('services', '办事', 'Services'),
      tab('council', '议事', 'Council'),
      tab('me', '我的', 'Me'),
    ],
  },
  window: {
    navigationStyle: weapp ? 'default' : 'custom',
    navigationBarTitleText: '邻里智治',
    navigationBarBackgroundColor: '@navBg',
    navigationBarTextStyle: '@navText',
    backgroundColor: '@pageBg',
    backgroundColorTop: '@pageBg',
    backgroundColorBottom: '@pageBg',
    backgroundTextStyle: '@pageBgText',
  },
})
