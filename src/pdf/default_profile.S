/* The profile that is used where no other is asked for, as it lies in the package that .packages names. */
        .section .rodata
        .globl default_profile, default_profile_end
default_profile:
        .incbin "build/profile.icc"
default_profile_end:
        .section .note.GNU-stack, "", %progbits
