/* The profile that is used where no other is asked for, as it lies in the package that .packages names, and packed. */
        .section .rodata
        .globl default_profile, default_profile_end, default_profile_packed, default_profile_packed_end
default_profile:
        .incbin "build/profile.icc"
default_profile_end:
default_profile_packed:
        .incbin "build/profile.deflate"
default_profile_packed_end:
        .section .note.GNU-stack, "", %progbits
