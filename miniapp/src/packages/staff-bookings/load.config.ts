export default definePageConfig({
  navigationBarTitleText: '忙闲',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
