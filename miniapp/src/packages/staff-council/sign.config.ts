export default definePageConfig({
  navigationBarTitleText: '签认',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
