export default definePageConfig({
  navigationBarTitleText: '房屋与居民',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
