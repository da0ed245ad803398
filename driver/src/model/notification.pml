/*
 * The notification protocol between NIC and host (knet.driver.abi.NotificationDescriptor), with
 * store buffers: spin interleaves, but is sequentially consistent, so the delay between a store and
 * its becoming visible is modelled here. A store goes into its process's FIFO buffer, and the
 * buffer empties at its own pace (total store order). A fence waits until the buffer is empty.
 *
 * Arming is a plain store here, weaker than the compare-and-swap in the code: so nothing below
 * relies on a compare-and-swap being a full fence, which it is on x86 and is not on AArch64.
 *
 * Properties
 *   - no lost wake-up: the host never sleeps for good with a frame in the ring (a deadlock for
 *     spin), and every frame is taken in the end (ltl taken);
 *   - no notification while polled: the NIC raises only while the host has the queue armed, and
 *     once per arming;
 *   - every raise is found once: by a sleep (wake-up) or by the host when it takes the queue back
 *     (absorbed).
 *
 * Mutants, each of which must fail: NO_NIC_FENCE, NO_HOST_FENCE, NO_NIC_CAS, NO_HOST_CAS,
 * NO_SECOND_LOOK (the host sleeps without looking at the ring again).
 * TIMEOUTS=n lets n sleeps end for no reason, as a bounded sleep or one over several queues does.
 */

#ifndef FRAMES
#define FRAMES 3
#endif

#define POLLED 1
#define ARMED  2

/* Shared memory. */
byte head = 0;          /* RX_HEAD */
byte word = POLLED;     /* NOTIFICATION */

/* Store buffers: the NIC stores head only, the host (when it arms) word only. */
chan nicStores = [2] of { byte };
chan hostStores = [2] of { byte };

/* The kernel's futex queue. */
bool waiting = false;

/* What the properties are about; no process decides by these. */
byte taken = 0;
byte raises = 0;
byte arms = 0;
byte wakeups = 0;
byte absorbed = 0;
bool hostHasArmed = false;
bool nicDone = false;

#define fence(stores) empty(stores)

active proctype NicStoreBuffer() {
    byte value;
end:
    do
    :: atomic { nicStores ? value -> head = value }
    od
}

active proctype HostStoreBuffer() {
    byte value;
end:
    do
    :: atomic { hostStores ? value -> word = value }
    od
}

/* The NIC has found the word ARMED, taken it, and tells the host: two steps, as in the code. */
inline raise() {
    assert(hostHasArmed);            /* no notification while polled */
    raises++;
    assert(raises <= arms)           /* one per arming */
}

inline wake() {
    waiting = false                  /* futex wake */
}

/* Looks at the word, and raises if the queue is armed. */
inline decide() {
#ifndef NO_NIC_FENCE
    fence(nicStores);
#endif
    seen = word;
    if
    :: seen == ARMED ->
#ifdef NO_NIC_CAS
       atomic { word = POLLED; raise() };
       wake()
#else
       fence(nicStores);             /* a locked instruction */
       atomic {
           if
           :: word == ARMED -> word = POLLED; raise(); won = true
           :: else -> won = false
           fi
       };
       if
       :: won -> wake()
       :: else
       fi
#endif
    :: else
    fi
}

active proctype Nic() {
    byte published = 0;
    byte seen;
    bool won;
    bool pending = false;
    do
    :: published < FRAMES ->
       published++;
       nicStores ! published;
       if
       :: decide(); pending = false
       :: pending = true             /* moderation puts the decision off */
       fi
    :: published == FRAMES ->
       break
    od;
    if
    :: pending -> decide()
    :: else
    fi;
    nicDone = true
}

/* The host takes the queue back to POLLED. */
inline disarm() {
#ifdef NO_HOST_CAS
    if
    :: word == ARMED -> hostHasArmed = false; word = POLLED
    :: else -> absorbed++; hostHasArmed = false
    fi
#else
    fence(hostStores);               /* a locked instruction */
    atomic {
        if
        :: word == ARMED -> word = POLLED
        :: else -> absorbed++
        fi;
        hostHasArmed = false
    }
#endif
}

active proctype Host() {
    byte seen;
#ifdef TIMEOUTS
    byte timeouts = 0;
#endif
poll:
    do
    :: taken < head -> taken++
    :: else -> break
    od;
    if
    :: taken == FRAMES -> goto done
    :: else
    fi;

    atomic { hostHasArmed = true; arms++ };
    hostStores ! ARMED;
#ifndef NO_HOST_FENCE
    fence(hostStores);
#endif
    seen = head;                     /* the second look */
#ifdef NO_SECOND_LOOK
    seen = taken;
#endif
    if
    :: seen != taken ->
       disarm();
       goto poll
    :: else
    fi;

    fence(hostStores);               /* the kernel takes a lock before it looks at the word */
    atomic {
        if
        :: word == ARMED -> waiting = true
        :: else
        fi
    };
    if
    :: !waiting
#ifdef TIMEOUTS
    :: atomic { timeouts < TIMEOUTS -> timeouts++; waiting = false }
#endif
    fi;
    /* A wake may come late, after its raise was absorbed: the word tells, not the wake. */
    atomic {
        if
        :: word == ARMED -> skip
        :: else -> wakeups++; hostHasArmed = false; goto poll
        fi
    };
    disarm();
    goto poll;

done:
    nicDone;
    assert(raises == wakeups + absorbed)
}

ltl everyFrameIsTaken { <> (taken == FRAMES) }
