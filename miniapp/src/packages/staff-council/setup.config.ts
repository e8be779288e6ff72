export default definePageConfig({
  navigationBarTitleText: '表决设置',
  enablePageMeta: true,
  enablePullDownRefresh: false,
})
