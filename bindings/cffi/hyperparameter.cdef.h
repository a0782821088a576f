#define HP_ABI_VERSION 2

#define HP_MAX_KEY_BYTES 1024

#define HP_MAX_LIST_DEPTH 128

#define HP_MAX_LIST_ITEMS 1000000

#define HP_NULL 0

#define HP_BOOL 1

#define HP_INT 2

#define HP_FLOAT 3

#define HP_TEXT 4

#define HP_BYTES 5

#define HP_LIST 6

#define HP_UNTYPED 7

#define HP_OBJECT 8

#define HP_MAP 9

#define HP_UNSET 10

#define HP_WANT_STORED 0

#define HP_WANT_INTERPRETED 1

#define HP_WANT_BOOL 3

#define HP_WANT_INT 4

#define HP_WANT_FLOAT 5

#define HP_WANT_TEXT 6

#define HP_WANT_BYTES 7

#define HP_WANT_LIST 8

#define HP_WANT_ELEMENTS 9

#define HP_WANT_NULLABLE 256

#define HP_WANT_WIDE 512

#define HP_READS_AS_BOOL 1

#define HP_READS_AS_INT 2

#define HP_READS_AS_FLOAT 4

#define HP_IS_TRUE 8

#define HP_IS_UNSET 16

#define HP_FROM_CODE 0

#define HP_FROM_KEYWORD 1

#define HP_FROM_MAPPING 2

#define HP_ASSIGNED 3

#define HP_PACKED_DEFINITION 16

#define HP_PACKED_UNSET 17

typedef int32_t hp_status;

typedef uint64_t hp_handle;

typedef struct hp_value {
    int32_t kind;
    int64_t integer;
    double number;
    const uint8_t *data;
    uint64_t length;
    hp_handle owner;
} hp_value;

typedef struct hp_item {
    const uint8_t *key;
    uint64_t key_length;
    struct hp_value value;
    int32_t origin;
    uint32_t position;
} hp_item;

typedef struct hp_limits {
    uint64_t items;
    uint64_t bytes;
} hp_limits;

#define HP_OK 0

#define HP_ABSENT 1

#define HP_BAD_ARGUMENT 10

#define HP_BAD_TEXT 11

#define HP_TOO_LONG 12

#define HP_STALE_HANDLE 13

#define HP_BAD_LAYER 14

#define HP_INVALID_KEY 20

#define HP_MISSING 21

#define HP_CONVERSION 22

#define HP_DEFINITION 23

#define HP_LIMIT 24

#define HP_SCOPE 25

#define HP_PANIC 30

#define HP_NO_MEMORY 31

hp_status hp_baseline_publish(hp_handle frame);

hp_status hp_baseline_frame(hp_handle *frame);

hp_status hp_definitions_read(const uint8_t *texts,
                              uint64_t length,
                              uint64_t count,
                              uint8_t *records,
                              uint64_t capacity);

hp_status hp_error_message(uint8_t *buffer, uint64_t capacity, uint64_t *length);

hp_status hp_error_key(uint8_t *buffer, uint64_t capacity, uint64_t *length);

hp_status hp_error_origin(uint8_t *buffer, uint64_t capacity, uint64_t *length);

hp_status hp_error_wanted(uint8_t *buffer, uint64_t capacity, uint64_t *length);

hp_status hp_error_value(struct hp_value *value);

hp_status hp_frame_empty(hp_handle *frame);

hp_status hp_frame_child(hp_handle parent,
                         const struct hp_item *items,
                         uint64_t count,
                         const struct hp_limits *limits,
                         hp_handle *frame);

hp_status hp_frame_child_packed(hp_handle parent,
                                const uint8_t *layer,
                                uint64_t length,
                                const struct hp_limits *limits,
                                hp_handle *frame);

hp_status hp_frame_get(hp_handle frame, const uint8_t *key, uint64_t key_length, int32_t want, struct hp_value *value);

hp_status hp_frame_require(hp_handle frame,
                           const uint8_t *key,
                           uint64_t key_length,
                           int32_t want,
                           struct hp_value *value);

hp_status hp_frame_keys(hp_handle frame, const uint8_t *prefix, uint64_t prefix_length, struct hp_value *list);

hp_status hp_frame_free(hp_handle frame);

hp_status hp_key_new(const uint8_t *key, uint64_t key_length, hp_handle *prepared);

hp_status hp_frame_get_key(hp_handle frame, hp_handle key, int32_t want, struct hp_value *value);

hp_status hp_key_free(hp_handle prepared);

uint32_t hp_abi_version(void);

hp_status hp_version(const uint8_t **text, uint64_t *length);

hp_status hp_frame_keys_joined(hp_handle frame, const uint8_t *prefix, uint64_t prefix_length, struct hp_value *text);

hp_status hp_objects_claim(int32_t releases);

hp_status hp_objects_released(uint64_t *tokens, uint64_t capacity, uint64_t *count);

hp_status hp_convert(hp_handle frame,
                     const uint8_t *key,
                     uint64_t key_length,
                     const uint8_t *place,
                     uint64_t place_length,
                     const struct hp_value *value,
                     int32_t want,
                     struct hp_value *converted);

hp_status hp_frame_refuse(hp_handle frame,
                          const uint8_t *key,
                          uint64_t key_length,
                          const uint8_t *place,
                          uint64_t place_length,
                          const struct hp_value *value,
                          const uint8_t *wanted,
                          uint64_t wanted_length);

hp_status hp_test_panic(void);

hp_status hp_value_at(hp_handle list, uint64_t index, struct hp_value *element);

hp_status hp_value_free(hp_handle value);
