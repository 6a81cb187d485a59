/*
 * A stand-in for wevtapi.dll, after the documented interface (winevt.h, winerror.h): what of it the program calls.
 * Built for Windows it is loaded by its path beside the real kernel32; built for Linux it brings the few functions of
 * kernel32 along.
 *
 * The logs are files in the folder FAKE_WEVTAPI names: "<channel, / as %4>.log" has a line of XML (UTF-8) for each
 * record, whose number is its id. Beside it, ".error" makes subscribing fail with the number in it, ".disabled" switches
 * the channel off, ".limit" makes EvtNext fail with 1734 when more bytes are asked for at once, and ".crash" is removed
 * before the process crashes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#define API __declspec(dllexport)
#define CALL __stdcall
#else
#include <pthread.h>
#include <unistd.h>
#define API __attribute__((visibility("default")))
#define CALL
static __thread uint32_t last_error;
API uint32_t GetLastError(void) { return last_error; }
static void SetLastError(uint32_t code) { last_error = code; }
typedef struct { volatile int is_set; } Event;
API void *CreateEventW(void *attributes, int manual, int initial, const uint16_t *name) {
  (void)attributes, (void)manual, (void)name;
  Event *event = calloc(1, sizeof *event);
  event->is_set = initial;
  return event;
}
static void SetEvent(void *event) { ((Event *)event)->is_set = 1; }
static void Sleep(int milliseconds) { usleep((unsigned)milliseconds * 1000); }
API int ResetEvent(void *event) { ((Event *)event)->is_set = 0; return 1; }
API int CloseHandle(void *event) { free(event); return 1; }
API uint32_t WaitForMultipleObjects(uint32_t count, void **events, int all, uint32_t milliseconds) {
  (void)all;
  for (uint32_t waited = 0; waited <= milliseconds; waited += 5) {
    for (uint32_t i = 0; i < count; i++)
      if (((Event *)events[i])->is_set) return i;
    usleep(5000);
  }
  return 258;
}
#endif

enum { NO_MORE = 259, NOT_FOUND = 1168, TOO_MUCH = 1734, BUFFER_TOO_SMALL = 122, NO_CHANNEL = 15007, INVALID = 87 };
enum { PATH = 600, LINE = 1 << 20 };

/* Tells who subscribed that the log has grown, from a thread of its own as the event service does. */
typedef struct { char channel[300]; void *signal; volatile int is_over; } Watch;
typedef struct { char kind; char channel[300]; long id; char *xml; Watch *watch; } Object;

/* Logs are ASCII in the names of their channels; their records need not be. */
static void narrow(const uint16_t *wide, char *text, int size) {
  int i = 0;
  for (; wide && wide[i] && i < size - 1; i++) text[i] = (char)wide[i];
  text[i] = 0;
}

static int file_of(const char *channel, const char *ending, char *path) {
  const char *folder = getenv("FAKE_WEVTAPI");
  int at = snprintf(path, PATH, "%s/", folder ? folder : ".");
  for (const char *c = channel; *c && at < PATH - 20; c++) {
    if (*c == '/') at += snprintf(path + at, 3, "%%4");
    else path[at++] = *c;
  }
  snprintf(path + at, PATH - at, "%s", ending);
  FILE *file = fopen(path, "rb");
  if (file) fclose(file);
  return file != NULL;
}

static long number_in(const char *channel, const char *ending) {
  char path[PATH];
  long number = 0;
  if (!file_of(channel, ending, path)) return 0;
  FILE *file = fopen(path, "rb");
  if (file) {
    if (fscanf(file, "%ld", &number) != 1) number = 1;
    fclose(file);
  }
  return number;
}

/* Reads the whole lines behind a record; gives how many were put into `lines`. */
static int read_lines(const char *channel, long after, int most, char **lines, long *ids, long *total) {
  char path[PATH];
  static char line[LINE];
  int count = 0;
  long id = 0;
  if (!file_of(channel, ".log", path)) return -1;
  FILE *file = fopen(path, "rb");
  while (file && fgets(line, LINE, file)) {
    size_t length = strlen(line);
    if (length == 0 || line[length - 1] != '\n') break;
    line[length - 1] = 0;
    if (++id > after && count < most) {
      ids[count] = id;
      lines[count++] = strdup(line);
    }
  }
  if (file) fclose(file);
  if (total) *total = id;
  return count;
}

static Object *make(char kind, const char *channel, long id, char *xml) {
  Object *object = calloc(1, sizeof *object);
  object->kind = kind;
  snprintf(object->channel, sizeof object->channel, "%s", channel);
  object->id = id;
  object->xml = xml;
  return object;
}

static void *fail(uint32_t code) {
  SetLastError(code);
  return NULL;
}

static void watch(Watch *log) {
  for (long size = -1; !log->is_over; Sleep(10)) {
    char path[PATH];
    FILE *file = file_of(log->channel, ".log", path) ? fopen(path, "rb") : NULL;
    if (!file) continue;
    fseek(file, 0, SEEK_END);
    long now = ftell(file);
    fclose(file);
    if (now != size) SetEvent(log->signal);
    size = now;
  }
  free(log);
}

#ifdef _WIN32
static DWORD WINAPI run(void *log) { return watch(log), 0; }
static void start(Watch *log) { CloseHandle(CreateThread(NULL, 0, run, log, 0, NULL)); }
#else
static void *run(void *log) { return watch(log), NULL; }
static void start(Watch *log) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, run, log) == 0) pthread_detach(thread);
}
#endif

static Object *subscribed(const char *channel, long id, void *signal) {
  Object *object = make('s', channel, id, NULL);
  object->watch = calloc(1, sizeof(Watch));
  object->watch->signal = signal;
  snprintf(object->watch->channel, sizeof object->watch->channel, "%s", channel);
  start(object->watch);
  return object;
}

API void *CALL EvtSubscribe(void *session, void *signal, const uint16_t *path, const uint16_t *query, void *bookmark,
                            void *context, void *callback, uint32_t flags) {
  char channel[300], file[PATH];
  narrow(path, channel, sizeof channel);
  if (session || context || callback || !signal || !query || query[0] != '*') return fail(INVALID);
  long error = number_in(channel, ".error");
  if (error) return fail((uint32_t)error);
  if (!file_of(channel, ".log", file)) return fail(NO_CHANNEL);
  if ((flags & 3) == 2) return bookmark ? fail(INVALID) : subscribed(channel, 0, signal);
  if (flags != (3 | 0x10000) || !bookmark) return fail(INVALID);
  char *line = NULL;
  long id = ((Object *)bookmark)->id, found = 0;
  int count = read_lines(channel, id - 1, 1, &line, &found, NULL);
  free(line);
  return count == 1 && found == id ? subscribed(channel, id, signal) : fail(NOT_FOUND);
}

API int CALL EvtNext(void *results, uint32_t size, void **events, uint32_t timeout, uint32_t flags, uint32_t *returned) {
  Object *subscription = results;
  char *lines[64], path[PATH];
  long ids[64], bytes = 0;
  (void)timeout, (void)flags;
  int count = read_lines(subscription->channel, subscription->id, size < 64 ? (int)size : 64, lines, ids, NULL);
  *returned = 0;
  if (file_of(subscription->channel, ".crash", path)) {
    remove(path);
    abort();
  }
  if (count <= 0) return fail(NO_MORE) != NULL;
  subscription->id = ids[count - 1];
  for (int i = 0; i < count; i++) bytes += (long)strlen(lines[i]);
  long limit = number_in(subscription->channel, ".limit");
  for (int i = 0; i < count; i++) {
    if (limit && bytes > limit) free(lines[i]);
    else events[i] = make('e', subscription->channel, ids[i], lines[i]);
  }
  /* As Windows does it: the position has moved on, and nothing is given. */
  if (limit && bytes > limit) return fail(TOO_MUCH) != NULL;
  *returned = (uint32_t)count;
  return 1;
}

/* UTF-8 to UTF-16; gives how many units, and writes as many as there is room for. */
static uint32_t widen(const char *text, uint16_t *wide, uint32_t room) {
  uint32_t units = 0;
  for (const unsigned char *c = (const unsigned char *)text; *c;) {
    uint32_t point = *c < 0x80 ? *c : *c < 0xe0 ? *c & 31 : *c < 0xf0 ? *c & 15 : *c & 7;
    int more = *c < 0x80 ? 0 : *c < 0xe0 ? 1 : *c < 0xf0 ? 2 : 3;
    for (c++; more > 0; more--, c++) point = point << 6 | (*c & 63);
    uint16_t pair[2] = {(uint16_t)point, 0};
    int length = 1;
    if (point > 0xffff) {
      pair[0] = (uint16_t)(0xd800 + ((point - 0x10000) >> 10));
      pair[1] = (uint16_t)(0xdc00 + ((point - 0x10000) & 0x3ff));
      length = 2;
    }
    for (int i = 0; i < length; i++, units++)
      if (units < room) wide[units] = pair[i];
  }
  if (units < room) wide[units] = 0;
  return units + 1;
}

API int CALL EvtRender(void *context, void *fragment, uint32_t flags, uint32_t size, void *buffer, uint32_t *used,
                       uint32_t *properties) {
  Object *object = fragment;
  char text[500];
  const char *xml = object->xml;
  *properties = 0;
  if (context || (flags == 1) != (object->kind == 'e') || (flags == 2) != (object->kind == 'b')) return fail(INVALID) != NULL;
  if (object->kind == 'b') {
    snprintf(text, sizeof text, "<BookmarkList>\r\n  <Bookmark Channel='%s' RecordId='%ld' IsCurrent='true'/>\r\n</BookmarkList>",
             object->channel, object->id);
    xml = object->id ? text : "<BookmarkList Direction='backward'>\r\n</BookmarkList>";
  }
  *used = widen(xml, buffer, size / 2) * 2;
  return *used <= size ? 1 : fail(BUFFER_TOO_SMALL) != NULL;
}

API void *CALL EvtCreateBookmark(const uint16_t *xml) {
  char text[500], channel[300] = "";
  long id = 0;
  narrow(xml, text, sizeof text);
  const char *at = strstr(text, "RecordId='"), *name = strstr(text, "Channel='");
  if (xml && (!at || !name)) return fail(INVALID);
  if (at) id = atol(at + 10);
  if (name) sscanf(name + 9, "%299[^']", channel);
  return make('b', channel, id, NULL);
}

API int CALL EvtUpdateBookmark(void *bookmark, void *event) {
  Object *from = event, *to = bookmark;
  if (from->kind != 'e' || to->kind != 'b') return fail(INVALID) != NULL;
  memcpy(to->channel, from->channel, sizeof to->channel);
  to->id = from->id;
  return 1;
}

API int CALL EvtCancel(void *object) { return ((Object *)object)->kind == 's'; }

API int CALL EvtClose(void *handle) {
  Object *object = handle;
  if (object->watch) object->watch->is_over = 1;
  free(object->xml);
  free(object);
  return 1;
}

API void *CALL EvtOpenLog(void *session, const uint16_t *path, uint32_t flags) {
  char channel[300], file[PATH];
  narrow(path, channel, sizeof channel);
  if (session || flags != 1) return fail(INVALID);
  return file_of(channel, ".log", file) ? make('l', channel, 0, NULL) : fail(NO_CHANNEL);
}

/* An EVT_VARIANT: eight bytes of value, a count, a type. */
static int variant(uint32_t size, void *buffer, uint32_t *used, uint64_t value, uint32_t type) {
  uint32_t tail[2] = {0, type};
  *used = 16;
  if (size < 16) return fail(BUFFER_TOO_SMALL) != NULL;
  memcpy(buffer, &value, 8);
  memcpy((char *)buffer + 8, tail, 8);
  return 1;
}

API int CALL EvtGetLogInfo(void *log, int property, uint32_t size, void *buffer, uint32_t *used) {
  long total = 0;
  read_lines(((Object *)log)->channel, 0, 0, NULL, NULL, &total);
  if (property == 5) return variant(size, buffer, used, (uint64_t)total, 10);
  if (property == 6) return variant(size, buffer, used, total > 0, 10);
  if (property == 7) return variant(size, buffer, used, 0, 13);
  return fail(INVALID) != NULL;
}

API void *CALL EvtOpenChannelConfig(void *session, const uint16_t *path, uint32_t flags) {
  return EvtOpenLog(session, path, flags + 1);
}

API int CALL EvtGetChannelConfigProperty(void *config, int property, uint32_t flags, uint32_t size, void *buffer,
                                         uint32_t *used) {
  char path[PATH];
  if (property != 0 || flags != 0) return fail(INVALID) != NULL;
  /* The upper half of a BOOL's eight bytes is anything. */
  return variant(size, buffer, used, 0xabcdull << 32 | !file_of(((Object *)config)->channel, ".disabled", path), 13);
}
